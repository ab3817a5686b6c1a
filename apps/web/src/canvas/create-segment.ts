import type { Segment } from "@worktrail/shared/segment/schema";
import { describeError } from "../api/errors.ts";
import { freshId } from "../gestures/fresh-id.ts";
import type { SegmentRequests } from "./segment-requests.ts";

const MAX_TRIES = 50;

/**
 * Makes a new segment under the first id that is free, beginning with its own; gives that id. Ids are looked up
 * first: saving the very same segment again is no conflict to the server, and would make nothing new.
 */
export async function createSegment(
  { ids, save }: Pick<SegmentRequests, "ids" | "save">,
  segment: Segment,
): Promise<string> {
  const taken = new Set(await ids());
  const mostTaken = taken.size + MAX_TRIES;
  for (;;) {
    const segment_id = freshId(segment.segment_id, taken);
    try {
      await save({ segment: { ...segment, segment_id }, base_revision: 0 });
      return segment_id;
    } catch (error) {
      if (describeError(error).code !== "CONFLICT" || taken.size >= mostTaken) throw error;
      taken.add(segment_id);
    }
  }
}
