import type { JsonValue } from "@worktrail/shared/json";
import type { RunConfig, RunPart } from "@worktrail/shared/run/events";
import { hasErrors } from "@worktrail/shared/segment/validate";
import { useCallback, useState } from "react";
import { toast } from "sonner";
import { pinsOf } from "../again/pins.ts";
import { describeError } from "../api/errors.ts";
import { problemSummary } from "../problems/problem-list.ts";
import type { Autosaver } from "../store/autosaver.ts";
import type { Editor } from "../store/editor.ts";
import { useEditor } from "../store/editor-context.tsx";
import type { SegmentRequests } from "./segment-requests.ts";

/** Whether what is drawn can be run now: refuses with errors and shows them, and saves what is unsaved. */
export async function prepareRun(editor: Editor, autosaver: Autosaver): Promise<boolean> {
  const issues = editor.validate();
  if (hasErrors(issues)) {
    editor.session.setState({ problems_open: true });
    const errors = issues.filter((issue) => issue.severity === "error");
    toast.error(`This segment cannot run yet: ${problemSummary(errors)}.`, {
      description: errors[0]?.message,
    });
    return false;
  }
  const saved = await autosaver.flush();
  if (!saved)
    toast.error("The segment could not be saved, so it was not started. See its save state for the reason.");
  return saved;
}

/** `until`: the step that the run ends with; null for a run of the whole. */
export type AskedRun = { readonly until: string | null };
export type RunStart = ReturnType<typeof useStartRun>;

/** Run: checks and saves the segment, asks for the input, starts with what is pinned. */
export function useStartRun(
  autosaver: Autosaver,
  requests: SegmentRequests,
  onOpenRun: (run_id: string) => void,
) {
  const editor = useEditor();
  const [asked, setAsked] = useState<AskedRun | null>(null);
  const [checking, setChecking] = useState(false);
  const [starting, setStarting] = useState(false);
  const ask = useCallback(
    async (until: string | null = null) => {
      setChecking(true);
      const isReady = await prepareRun(editor, autosaver);
      setChecking(false);
      if (isReady) setAsked({ until });
    },
    [editor, autosaver],
  );
  const start = async (input: JsonValue, config: RunConfig) => {
    setStarting(true);
    try {
      const { segment_id } = editor.segment;
      const { revision } = autosaver.state.getState();
      const part: RunPart | null = asked?.until ? { kind: "until", step_id: asked.until } : null;
      const given = pinsOf(editor).given();
      const { run_id } = await requests.start({
        ...{ segment_id, revision, input, config },
        ...(part && { part }),
        ...(Object.keys(given).length > 0 && { given }),
      });
      setAsked(null);
      onOpenRun(run_id);
    } catch (error) {
      toast.error(describeError(error).message);
    } finally {
      setStarting(false);
    }
  };
  return { ask, asked, close: () => setAsked(null), checking, starting, start };
}
