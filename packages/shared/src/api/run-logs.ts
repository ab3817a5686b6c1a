import { z } from "zod";
import { IdSchema } from "../segment/schema.ts";
import { RunIdSchema } from "./runs.ts";

export const RunLogsInput = z.strictObject({
  run_id: RunIdSchema,
  /** Left out, the lines of every step. */
  step_id: IdSchema.optional(),
  /** The `cursor` of the page before. */
  after: z.int().min(0).default(0),
  limit: z.int().min(1).max(1_000).default(1_000),
});
