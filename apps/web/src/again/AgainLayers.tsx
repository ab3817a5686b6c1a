import { neededValues } from "@worktrail/shared/run/start-part";
import type { SegmentGraph } from "@worktrail/shared/segment/graph";
import { useEffect, useState } from "react";
import { describeError } from "../api/errors.ts";
import { sampleInput } from "../canvas/sample-input.ts";
import type { SegmentRequests } from "../canvas/segment-requests.ts";
import { prepareRun, type RunStart } from "../canvas/use-start-run.ts";
import { recallInput } from "../runs/run-input-memory.ts";
import type { Autosaver } from "../store/autosaver.ts";
import { useEditor } from "../store/editor-context.tsx";
import { doneAsking, useAgainView } from "./again-view.ts";
import { PinDialog } from "./PinDialog.tsx";
import { pinsOf } from "./pins.ts";
import { RunStepDialog, type StepStart, stepTitle } from "./RunStepDialog.tsx";
import { useRecorded } from "./runs-reader.ts";

interface AgainLayersProps {
  autosaver: Autosaver;
  requests: SegmentRequests;
  run: Pick<RunStart, "ask">;
  /** Names the person and the segment: what is pinned is kept under it. */
  draftKey: string;
  onOpenRun: (run_id: string) => void;
}

/** What running parts brings over the editor: pinning, and running one step. */
export function AgainLayers({ autosaver, requests, run, draftKey, onOpenRun }: AgainLayersProps) {
  const editor = useEditor();
  const asked = useAgainView((view) => view.asked);
  const { ask } = run;
  useEffect(() => pinsOf(editor).open(draftKey), [editor, draftKey]);
  useEffect(() => doneAsking, []);
  useEffect(() => {
    if (asked?.what !== "until") return;
    doneAsking();
    void ask(asked.step_id);
  }, [asked, ask]);
  const step = asked ? editor.graph.steps.get(asked.step_id) : undefined;
  if (!asked || !step) return null;
  if (asked.what === "pin") return <PinDialog step={step} onClose={doneAsking} />;
  if (asked.what === "until") return null;
  return <RunStep step_id={asked.step_id} autosaver={autosaver} requests={requests} onOpenRun={onOpenRun} />;
}

type RunStepProps = Pick<AgainLayersProps, "autosaver" | "requests" | "onOpenRun"> & { step_id: string };

/** The graph is the one of the moment that it was asked for: while the dialog is open, nothing is drawn. */
function RunStep({ step_id, autosaver, requests, onOpenRun }: RunStepProps) {
  const editor = useEditor();
  const [{ graph, step, before }] = useState(() => lookAt(editor.graph, step_id));
  const [starting, setStarting] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const { segment } = graph;
  const { recorded, isPending, unread } = useRecorded(segment.segment_id, before);
  const start = async ({ given, takes_over, input }: StepStart) => {
    setStarting(true);
    setRefused(null);
    try {
      if (!(await prepareRun(editor, autosaver))) return;
      const common = { given, ...(input !== undefined && { input }) };
      const { revision } = autosaver.state.getState();
      const { run_id } =
        takes_over && recorded
          ? await requests.startFrom({
              run_id: recorded.run_id,
              step_id,
              revision: "current",
              alone: true,
              ...common,
            })
          : await requests.start({
              segment_id: segment.segment_id,
              revision,
              part: { kind: "step", step_id },
              ...common,
            });
      doneAsking();
      onOpenRun(run_id);
    } catch (error) {
      setRefused(describeError(error).message);
    } finally {
      setStarting(false);
    }
  };
  if (!step) return null;
  return (
    <RunStepDialog
      graph={graph}
      step={step}
      title={`${stepTitle("Run", step)} alone`}
      description="Nothing before it and nothing behind it is executed. This is what it works on; change what you like."
      startLabel="Run step"
      recorded={isPending ? null : { run: recorded, unread }}
      pinOf={pinsOf(editor).of}
      sampleInput={recallInput(segment.segment_id) ?? sampleInput(segment.input_schema)}
      starting={starting}
      refused={refused}
      onStart={(written) => void start(written)}
      onClose={doneAsking}
    />
  );
}

function lookAt(graph: SegmentGraph, step_id: string) {
  const step = graph.steps.get(step_id);
  const before = step ? [...new Set(neededValues(step).map((one) => one.step_id))] : [];
  return { graph, step, before };
}
