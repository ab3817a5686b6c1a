import { z } from "zod";
import { JsonObjectSchema } from "../segment/schema.ts";

export const TASK_SCOPES = ["mine", "available", "history", "all"] as const;
export const TASK_STATUSES = ["open", "completed", "expired", "cancelled"] as const;

export const ListTasksInput = z
  .strictObject({
    scope: z.enum(TASK_SCOPES).optional(),
    status: z.enum(TASK_STATUSES).optional(),
    run_id: z.string().min(1).max(64).optional(),
  })
  .prefault({});
export const TaskInput = z.strictObject({ task_id: z.string().min(1).max(64) });
export const RespondTaskInput = z.strictObject({
  task_id: z.string().min(1).max(64),
  /** The port that the answer takes. */
  action: z.string().min(1).max(64),
  values: JsonObjectSchema.optional(),
  comment: z.string().max(5_000).optional(),
  /** Makes a repeated answer the same answer. */
  operation_id: z
    .string()
    .min(1)
    .max(200)
    .refine((id) => !id.includes("\u0000"), "An operation id must not contain the character U+0000.")
    .optional(),
});
