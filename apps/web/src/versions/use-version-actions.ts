import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Segment } from "@worktrail/shared/segment/schema";
import { toast } from "sonner";
import { describeError } from "../api/errors.ts";
import { trpc, trpcClient } from "../api/trpc.ts";
import { replaceContents } from "../gestures/replace-contents.ts";
import type { Autosaver } from "../store/autosaver.ts";
import { useEditor } from "../store/editor-context.tsx";
import { closeHistory } from "./versions-view.ts";

/** What can be done with a version of the history. */
export function useVersionActions(autosaver: Autosaver, onCopy: (segment: Segment) => Promise<void>) {
  const editor = useEditor();
  const queryClient = useQueryClient();
  const { segment_id } = editor.segment;
  const refresh = () => queryClient.invalidateQueries(trpc.segments.versions.pathFilter());

  /** What is drawn becomes a version first, then the old one is drawn: one undo brings it back. */
  const restore = useMutation({
    mutationFn: async ({ revision, segment }: { revision: number; segment: Segment }) => {
      if (!(await autosaver.flush())) {
        toast.error("What is drawn could not be saved first, so nothing was restored. See its save state.");
        return;
      }
      const changed = editor.commit(replaceContents(segment), { label: `Restore version ${revision}` });
      closeHistory();
      if (!changed) {
        toast.info(`The drawing already is as in version ${revision}.`);
        return;
      }
      toast.success(`Version ${revision} is restored.`, {
        action: { label: "Take it back", onClick: () => editor.undo() },
      });
      editor.announce(`Version ${revision} is restored.`);
      if (!(await autosaver.flush())) return;
      const written = autosaver.state.getState().revision;
      const note = `Restored from version ${revision}.`;
      await trpcClient.segments.name_version.mutate({ segment_id, revision: written, name: null, note });
      await refresh();
    },
  });
  const publish = useMutation({
    meta: { quiet: true },
    mutationFn: (revision: number) => trpcClient.segments.publish.mutate({ segment_id, revision }),
    onSuccess: async ({ published_revision }) => {
      await refresh();
      toast.success(`Version ${published_revision} is published.`);
    },
    onError: (error) => void toast.error(describeError(error).message),
  });
  const copy = useMutation({
    mutationFn: async ({ revision, segment }: { revision: number; segment: Segment }) => {
      await onCopy({
        ...segment,
        segment_id: `${segment_id.slice(0, 56)}_copy`,
        name: `${segment.name.slice(0, 180)} (version ${revision})`,
      });
      closeHistory();
    },
  });
  return { restore, publish, copy };
}
