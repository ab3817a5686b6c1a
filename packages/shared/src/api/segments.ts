import { z } from "zod";
import { IdSchema } from "../segment/schema.ts";

/** Characters of what people write about a version. */
export const VERSION_LIMITS = { name: 100, note: 2_000 } as const;

const RevisionSchema = z.int().min(1);
const VersionNameSchema = z
  .string()
  .trim()
  .max(VERSION_LIMITS.name, `A version's name has at most ${VERSION_LIMITS.name} characters.`);
const VersionNoteSchema = z
  .string()
  .trim()
  .max(VERSION_LIMITS.note, `A version's note has at most ${VERSION_LIMITS.note} characters.`);

/** A segment arrives as unknown JSON: its shape is refused issue by issue, not by the transport's schema. */
export const ValidateSegmentInput = z.strictObject({ segment: z.unknown() });
export const SaveSegmentInput = z.strictObject({
  segment: z.unknown(),
  /** The revision that the edit was based on, 0 for a new segment; left out, the save goes onto whatever is there. */
  base_revision: z.int().min(0).optional(),
});
export const GetSegmentInput = z.strictObject({ segment_id: IdSchema, revision: RevisionSchema.optional() });
export const ListSegmentsInput = z.strictObject({ project_id: z.string().optional() }).optional();
export const DeleteSegmentInput = z.strictObject({ segment_id: IdSchema });

export const ListVersionsInput = z.strictObject({
  segment_id: IdSchema,
  /** Only revisions older than this one: the `next_before` of the page before. */
  before: RevisionSchema.optional(),
  limit: z.int().min(1).max(1_000).default(1_000),
  /** Only versions that somebody named or that were published. */
  marked_only: z.boolean().default(false),
});
/** Without `revision` the newest is published. A name or a note that is left out stays as it is. */
export const PublishSegmentInput = z.strictObject({
  segment_id: IdSchema,
  revision: RevisionSchema.optional(),
  name: VersionNameSchema.optional(),
  note: VersionNoteSchema.optional(),
});
export const UnpublishSegmentInput = z.strictObject({ segment_id: IdSchema });
/** An empty name or note, or null, takes it away. */
export const NameVersionInput = z.strictObject({
  segment_id: IdSchema,
  revision: RevisionSchema,
  name: VersionNameSchema.nullable(),
  note: VersionNoteSchema.nullable().optional(),
});
export const RestoreVersionInput = z.strictObject({
  segment_id: IdSchema,
  revision: RevisionSchema,
  /** The revision that is shown where the restoring was asked for. */
  base_revision: z.int().min(0),
});
