import { useQueryClient } from "@tanstack/react-query";
import { withBaseUrl } from "@worktrail/shared/segment/base-url";
import type { Template } from "@worktrail/templates/template";
import { useState } from "react";
import { toast } from "sonner";
import { describeError } from "../api/errors.ts";
import { trpc } from "../api/trpc.ts";
import { freeId } from "../segments/segment-id.ts";
import { useCreateSegment } from "../segments/use-create-segment.ts";

/** Makes a segment of a template under an id that nobody has, and opens it. */
export function useTemplate(): { start: (template: Template) => void; starting: boolean } {
  const queryClient = useQueryClient();
  const [looking, setLooking] = useState(false);
  const { create, creating } = useCreateSegment();
  const start = async ({ segment }: Template) => {
    setLooking(true);
    try {
      const { segments } = await queryClient.fetchQuery(trpc.segments.list.queryOptions());
      const taken = new Set(segments.map(({ segment_id }) => segment_id));
      // What a template calls by default is the demo service of the server that this page came from.
      const own = withBaseUrl(segment, window.location.origin);
      create({ ...own, segment_id: freeId(segment.segment_id, taken) });
    } catch (error) {
      toast.error(describeError(error).message);
    } finally {
      setLooking(false);
    }
  };
  return { start: (template) => void start(template), starting: looking || creating };
}
