import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Segment } from "@worktrail/shared/segment/schema";
import { trpc } from "../api/trpc.ts";

/** Makes a segment that must not exist yet, and opens it. */
export function useCreateSegment(options: { onCreated?: () => void; open?: boolean } = {}) {
  const { onCreated, open = true } = options;
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const save = useMutation(
    trpc.segments.save.mutationOptions({
      onSuccess: async ({ segment_id }) => {
        await queryClient.invalidateQueries(trpc.segments.list.pathFilter());
        onCreated?.();
        if (open) await navigate({ to: "/segments/$segmentId", params: { segmentId: segment_id } });
      },
    }),
  );
  return {
    create: (segment: Segment) => save.mutate({ segment, base_revision: 0 }),
    creating: save.isPending,
  };
}
