// What the editor asks of the server.
import type { JsonValue } from "@worktrail/shared/json";
import type { RunConfig, RunPart } from "@worktrail/shared/run/events";
import type { Given } from "@worktrail/shared/run/outcomes";
import type { Segment } from "@worktrail/shared/segment/schema";
import { trpcClient } from "../api/trpc.ts";

export type LoadedSegment = { segment: Segment; revision: number };

/** Everything that the editor page needs from outside, so that it can also be shown without a server. */
export interface SegmentRequests {
  load(segment_id: string): Promise<LoadedSegment>;
  /** `base_revision` 0 only creates: an id that is taken is refused. Without one it goes onto whatever is there. */
  save(input: { segment: Segment; base_revision?: number }): Promise<{ revision: number }>;
  /** The ids that are taken; one that is not among them may be by the time of a save. */
  ids(): Promise<readonly string[]>;
  start(input: {
    segment_id: string;
    revision: number;
    input?: JsonValue;
    config?: RunConfig;
    /** Left out, the whole segment runs. */
    part?: RunPart;
    /** What steps give without being executed. */
    given?: Given;
  }): Promise<{ run_id: string }>;
  /** A run that takes over what an earlier one recorded; `alone` runs nothing behind the step. */
  startFrom(input: {
    run_id: string;
    step_id: string;
    revision: "same" | "current";
    alone: boolean;
    given: Given;
    input?: JsonValue;
  }): Promise<{ run_id: string }>;
}

export const segmentRequests: SegmentRequests = {
  load: (segment_id) => trpcClient.segments.get.query({ segment_id }),
  save: (input) => trpcClient.segments.save.mutate(input),
  ids: async () => (await trpcClient.segments.list.query({})).segments.map(({ segment_id }) => segment_id),
  start: (input) => trpcClient.runs.start.mutate(input),
  startFrom: (input) => trpcClient.runs.start_from.mutate(input),
};
