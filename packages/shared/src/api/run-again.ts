import { z } from "zod";
import { IdSchema } from "../segment/schema.ts";
import { GivenInput, RunIdSchema, StartCommon } from "./runs.ts";

/** `same`: what the first run ran, whatever became of it since. `current`: the newest that is saved. */
const AGAIN_REVISIONS = ["same", "current"] as const;
export type AgainRevision = (typeof AGAIN_REVISIONS)[number];

const AgainCommon = {
  run_id: RunIdSchema,
  revision: z.enum(AGAIN_REVISIONS).default("same"),
  idempotency_key: StartCommon.idempotency_key,
};
/** Left out, the input is the first run's. */
export const RerunInput = z.strictObject({ ...AgainCommon, input: StartCommon.input });
export const StartFromInput = z.strictObject({
  ...AgainCommon,
  step_id: IdSchema,
  input: StartCommon.input,
  /** Of steps before: what they gave, in place of what was recorded. */
  given: GivenInput.optional(),
  /** Nothing behind the step runs. */
  alone: z.boolean().default(false),
});
