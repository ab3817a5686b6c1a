import { z } from "zod";
import { RunConfigSchema } from "../run/events.ts";
import { RUN_STATUSES } from "../run/state.ts";
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
export const StartRunInput = z.union([
  z.strictObject({ segment_id: IdSchema, revision: z.int().min(1).optional(), ...StartCommon }),
  z.strictObject({
    segment: z
      .unknown()
      .refine((value) => value !== undefined, "Name a stored segment as segment_id, or send one as segment"),
    ...StartCommon,
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
export const ListRunsInput = z
  .strictObject({
    segment_id: IdSchema.optional(),
    status: z.enum(RUN_STATUSES).optional(),
    /** Only the runs that failed because no server could bring them to an end; `runs.retry` takes one out again. */
    dead_letter: z.literal(true).optional(),
    /** The runs that this one has started; left out, only such that no other run started. */
    parent_run_id: RunIdSchema.optional(),
    cursor: z.string().max(200).optional(),
    limit: z.int().min(1).max(200).default(50),
  })
  .prefault({});
