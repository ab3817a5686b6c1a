import { z } from "zod";
import { IdSchema } from "../segment/schema.ts";

/** A segment arrives as unknown JSON: its shape is refused issue by issue, not by the transport's schema. */
export const ValidateSegmentInput = z.strictObject({ segment: z.unknown() });
export const SaveSegmentInput = z.strictObject({
  segment: z.unknown(),
  /** The revision that the edit was based on, 0 for a new segment; left out, the save goes onto whatever is there. */
  base_revision: z.int().min(0).optional(),
});
export const GetSegmentInput = z.strictObject({ segment_id: IdSchema, revision: z.int().min(1).optional() });
export const ListSegmentsInput = z.strictObject({ project_id: z.string().optional() }).optional();
export const DeleteSegmentInput = z.strictObject({ segment_id: IdSchema });
export const ListVersionsInput = z.strictObject({ segment_id: IdSchema });
