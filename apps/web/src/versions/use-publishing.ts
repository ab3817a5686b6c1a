import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { changesBetween } from "@worktrail/shared/segment/changes";
import type { Segment } from "@worktrail/shared/segment/schema";
import { useEffect, useMemo, useState } from "react";
import { toast } from "sonner";
import { describeError } from "../api/errors.ts";
import { trpc, trpcClient } from "../api/trpc.ts";
import type { Autosaver } from "../store/autosaver.ts";
import { useDocument, useEditor, useIssues } from "../store/editor-context.tsx";
import { type PublishState, publishState } from "./publish-state.ts";
import { documentQuery, headQuery } from "./version-queries.ts";

const COUNT_AFTER_MS = 400;

export type Publishing = ReturnType<typeof usePublishing>;

/** What is published of the open segment, how the drawing differs from it, and the acts. */
export function usePublishing(autosaver: Autosaver) {
  const editor = useEditor();
  const { segment_id } = editor.segment;
  const queryClient = useQueryClient();
  const head = useQuery(headQuery(segment_id));
  const published = head.data?.published_revision ?? null;
  const document = useQuery({ ...documentQuery(segment_id, published ?? 0), enabled: published !== null });
  const drawing = useSettledDrawing();
  const changes = useMemo(
    () => (published !== null && document.data ? changesBetween(document.data, drawing) : null),
    [published, document.data, drawing],
  );
  const errors = useIssues().filter(({ severity }) => severity === "error").length;
  const refresh = () => queryClient.invalidateQueries(trpc.segments.versions.pathFilter());
  const publish = useMutation({
    meta: { quiet: true },
    mutationFn: async (words: { name?: string; note?: string }) => {
      if (!(await autosaver.flush())) throw new UnsavedError();
      const { revision } = autosaver.state.getState();
      return trpcClient.segments.publish.mutate({ segment_id, revision, ...words });
    },
    onSuccess: async ({ published_revision }) => {
      await refresh();
      toast.success(`Version ${published_revision} is published.`);
      editor.announce(`Version ${published_revision} is published.`);
    },
  });
  const unpublish = useMutation({
    mutationFn: () => trpcClient.segments.unpublish.mutate({ segment_id }),
    onSuccess: async () => {
      await refresh();
      toast.success("No version is published any more.");
    },
  });
  const state: PublishState = publishState({
    known: head.isSuccess,
    published_revision: published,
    changes: changes && {
      count: changes.length,
      executes: changes.some(({ executes }) => executes),
    },
    errors,
    publishing: publish.isPending,
    failure: publish.error && whyNot(publish.error),
  });
  return { head: head.data ?? null, published: document.data ?? null, changes, state, publish, unpublish };
}

/** The reason is shown by the save state; here it only has to be named. */
class UnsavedError extends Error {}

function whyNot(error: unknown): string {
  if (error instanceof UnsavedError) return "The drawing could not be saved first; its save state says why.";
  return describeError(error).message;
}

/** The drawing, a moment behind it while a person works: counting changes must not slow a gesture down. */
function useSettledDrawing(): Segment {
  const segment = useDocument((state) => state.segment);
  const [settled, setSettled] = useState(segment);
  useEffect(() => {
    let stop = () => {};
    const timer = setTimeout(() => {
      stop = whenIdle(() => setSettled(segment));
    }, COUNT_AFTER_MS);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [segment]);
  return settled;
}

/** Safari knows no idle moments: there it is the next one. */
function whenIdle(act: () => void): () => void {
  if (!("requestIdleCallback" in window)) {
    const timer = setTimeout(act);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(act);
  return () => cancelIdleCallback(asked);
}
