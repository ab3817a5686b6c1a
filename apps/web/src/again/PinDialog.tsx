import { isJsonObject } from "@worktrail/shared/json";
import type { GraphStep } from "@worktrail/shared/segment/graph";
import { Pin } from "lucide-react";
import { useId, useState } from "react";
import { stepName } from "../canvas/step-look.ts";
import { useEditor } from "../store/editor-context.tsx";
import { Button } from "../ui/Button.tsx";
import { CodeEditor } from "../ui/CodeEditor.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { unpin } from "./again-commands.ts";
import { NOT_JSON, readJson } from "./arrivals.ts";
import { type PinnedOutputs, pinsOf, usePin } from "./pins.ts";
import { hasOutcome, type Recorded } from "./recorded-values.ts";
import { useRecorded } from "./runs-reader.ts";

/** Keeps the output of a step: written down, or taken from the last run. */
export function PinDialog({ step, onClose }: { step: GraphStep; onClose: () => void }) {
  const { segment_id } = useEditor().segment;
  const { step_id } = step.step;
  const pinned = usePin(step_id);
  const { recorded, isPending, unread } = useRecorded(segment_id, [step_id]);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Pin the output of ${stepName(step.step, step.contract)}`}
      description="Runs that you start from this editor give this value and do not execute the step. Only this browser knows of it: schedules, other people's runs and other segments ignore it."
    >
      {isPending && pinned === null ? (
        <Loading label="Looking at the last run…">
          <Skeleton className="h-44 w-full" />
        </Loading>
      ) : (
        <>
          {unread !== null && pinned === null && <p className="mb-3 text-sm text-warning-text">{unread}</p>}
          <PinForm step={step} pinned={pinned} recorded={recorded} onClose={onClose} />
        </>
      )}
    </Dialog>
  );
}

interface PinFormProps {
  step: GraphStep;
  pinned: PinnedOutputs | null;
  recorded: Recorded | null;
  onClose: () => void;
}

function PinForm({ step, pinned, recorded, onClose }: PinFormProps) {
  const editor = useEditor();
  const form = useId();
  const { step_id } = step.step;
  const [text, setText] = useState(() => JSON.stringify(firstValue(step, pinned, recorded), null, 2));
  const [error, setError] = useState<string | null>(null);
  const pin = () => {
    const read = readJson(text);
    const problem = !read.ok
      ? NOT_JSON
      : isJsonObject(read.value)
        ? pinsOf(editor).pin(step_id, read.value)
        : "Write an object: each output of the step with its value.";
    setError(problem);
    if (problem !== null) return;
    editor.announce(`${stepName(step.step, step.contract)} is pinned.`);
    onClose();
  };
  const ports = step.ports.outputs.map(({ port_id }) => port_id).join(", ");
  return (
    <form
      id={form}
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        pin();
      }}
    >
      <Field
        label="Outputs (JSON)"
        hint={`Each output with its value; one that is left out gives nothing. This step has: ${ports}.`}
        error={error ?? ""}
      >
        {(control) => (
          <CodeEditor value={text} onChange={setText} label="Outputs (JSON)" className="h-56" {...control} />
        )}
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        {pinned !== null && (
          <Button
            className="mr-auto"
            onClick={() => {
              unpin(editor, step_id);
              onClose();
            }}
          >
            Unpin
          </Button>
        )}
        <Button type="submit" variant="primary">
          <Pin aria-hidden /> Pin
        </Button>
      </div>
    </form>
  );
}

function firstValue(step: GraphStep, pinned: PinnedOutputs | null, recorded: Recorded | null): PinnedOutputs {
  if (pinned !== null) return pinned;
  const own = recorded?.state.steps[step.step.step_id];
  // What is kept beside the journal is too large to be pinned.
  if (hasOutcome(own) && !own.stored?.length && Object.keys(own.outputs).length > 0) return own.outputs;
  const [port] = step.ports.outputs;
  return port ? { [port.port_id]: null } : {};
}
