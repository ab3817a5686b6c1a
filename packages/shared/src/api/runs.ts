import { z } from "zod";
import { GIVEN_AS, RunConfigSchema, RunPartSchema } from "../run/events.ts";
import { IdSchema } from "../segment/schema.ts";

/** Begins the keys of the runs that schedules start. */
export const SCHEDULE_KEY_PREFIX = "worktrail:schedule:";

export const RunIdSchema = z.string().min(1).max(64);
export const StartCommon = {
  input: z.unknown().optional(),
  config: RunConfigSchema.optional(),
  /** The same key in the same organisation starts one run, however often it is sent. */
  idempotency_key: z
    .string()
    .min(1)
    .max(200)
    // A text column cannot hold it, and many starts share one write.
    .refine((key) => !key.includes("\u0000"), "A key must not contain the character U+0000.")
    .refine(
      (key) => !key.startsWith(SCHEDULE_KEY_PREFIX),
      `A key must not begin with ${SCHEDULE_KEY_PREFIX}; these are the schedules' own.`,
    )
    .optional(),
};
/** By step: what it gives without being executed, by output port. */
export const GivenInput = z.record(
  IdSchema,
  z.strictObject({ outputs: z.record(IdSchema, z.unknown()), as: z.enum(GIVEN_AS) }),
);
const StartOfPart = {
  /** Left out, the whole segment runs. */
  part: RunPartSchema.optional(),
  given: GivenInput.optional(),
};
export const StartRunInput = z.union([
  z.strictObject({
    segment_id: IdSchema,
    revision: z.int().min(1).optional(),
    ...StartCommon,
    ...StartOfPart,
  }),
  z.strictObject({
    segment: z
      .unknown()
      .refine((value) => value !== undefined, "Name a stored segment as segment_id, or send one as segment"),
    ...StartCommon,
    ...StartOfPart,
  }),
]);
export const RunInput = z.strictObject({ run_id: RunIdSchema });
export const RunValueInput = z.strictObject({
  run_id: RunIdSchema,
  hash: z.string().min(1).max(64),
});
export const CancelRunInput = z.strictObject({ run_id: RunIdSchema, reason: z.string().max(500).optional() });
export const RunEventsInput = z.strictObject({
  run_id: RunIdSchema,
  after_seq: z.int().min(0).default(0),
  limit: z.int().min(1).max(5_000).default(1_000),
});
