import type { Segment } from "@worktrail/shared/segment/schema";
import { useMemo } from "react";
import { toast } from "sonner";
import { describeError } from "../api/errors.ts";
import type { Autosaver } from "../store/autosaver.ts";
import { useEditor } from "../store/editor-context.tsx";
import { createSegment } from "./create-segment.ts";
import type { SegmentRequests } from "./segment-requests.ts";

/** New segments made from this page, and the way back to what the server has. */
export function useSegmentCopies(
  autosaver: Autosaver,
  requests: SegmentRequests,
  onOpenSegment: (segment_id: string) => void,
) {
  const editor = useEditor();
  return useMemo(() => {
    const create = async (segment: Segment): Promise<boolean> => {
      try {
        onOpenSegment(await createSegment(requests, segment));
        return true;
      } catch (error) {
        toast.error(describeError(error).message);
        return false;
      }
    };
    const loadTheirs = async () => {
      try {
        const theirs = await requests.load(editor.segment.segment_id);
        autosaver.load(theirs.segment, theirs.revision, "Take theirs");
      } catch (error) {
        toast.error(describeError(error).message);
      }
    };
    const keepCopy = async () => {
      const mine = editor.segment;
      const copy = {
        ...mine,
        segment_id: `${mine.segment_id.slice(0, 58)}_copy`,
        name: `${mine.name} (copy)`,
      };
      if (await create(copy)) await loadTheirs();
    };
    return { create: async (segment: Segment) => void (await create(segment)), loadTheirs, keepCopy };
  }, [editor, autosaver, requests, onOpenSegment]);
}
