import type { JsonValue } from "@worktrail/shared/json";
import type { RunConfig } from "@worktrail/shared/run/events";
import { hasErrors } from "@worktrail/shared/segment/validate";
import { useCallback, useState } from "react";
import { toast } from "sonner";
import { describeError } from "../api/errors.ts";
import { problemSummary } from "../problems/problem-list.ts";
import type { Autosaver } from "../store/autosaver.ts";
import { useEditor } from "../store/editor-context.tsx";
import type { SegmentRequests } from "./segment-requests.ts";

/** Run: refuses with errors and shows them, saves what is unsaved, asks for the input, starts. */
export function useStartRun(
  autosaver: Autosaver,
  requests: SegmentRequests,
  onOpenRun: (run_id: string) => void,
) {
  const editor = useEditor();
  const [asking, setAsking] = useState(false);
  const [checking, setChecking] = useState(false);
  const [starting, setStarting] = useState(false);
  const ask = useCallback(async () => {
    const issues = editor.validate();
    if (hasErrors(issues)) {
      editor.session.setState({ problems_open: true });
      const errors = issues.filter((issue) => issue.severity === "error");
      toast.error(`This segment cannot run yet: ${problemSummary(errors)}.`, {
        description: errors[0]?.message,
      });
      return;
    }
    setChecking(true);
    const saved = await autosaver.flush();
    setChecking(false);
    if (saved) setAsking(true);
    else
      toast.error(
        "The segment could not be saved, so it was not started. See its save state for the reason.",
      );
  }, [editor, autosaver]);
  const start = async (input: JsonValue, config: RunConfig) => {
    setStarting(true);
    try {
      const { segment_id } = editor.segment;
      const { revision } = autosaver.state.getState();
      const { run_id } = await requests.start({ segment_id, revision, input, config });
      setAsking(false);
      onOpenRun(run_id);
    } catch (error) {
      toast.error(describeError(error).message);
    } finally {
      setStarting(false);
    }
  };
  return { ask, asking, setAsking, checking, starting, start };
}
