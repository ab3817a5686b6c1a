import type { TaskDecisionSchema } from "@worktrail/shared/run/events";
import type { z } from "zod";
import { index, integer, pgTable, text, timestamp } from "../drizzle-orm.ts";
import { jsonText } from "./json-text.ts";

const moment = () => timestamp({ withTimezone: true, mode: "date" });

/** The one answer that a task took, as its event carries it. */
export type TaskDecision = z.infer<typeof TaskDecisionSchema>;

/** What a run asks a person to do. A task takes exactly one decision. */
export const tasks = pgTable(
  "tasks",
  {
    task_id: text().primaryKey(),
    organization_id: text().notNull(),
    run_id: text().notNull(),
    segment_id: text().notNull(),
    step_id: text().notNull(),
    attempt: integer().notNull().default(1),
    status: text({ enum: ["open", "completed", "expired", "cancelled"] }).notNull(),
    task_type: text().notNull(),
    title: text().notNull(),
    description: text().notNull().default(""),
    actions: jsonText<unknown>().notNull(),
    form_schema: jsonText<unknown>(),
    data: jsonText<unknown>(),
    assignee_ref: text(),
    candidate_groups: jsonText<string[]>(),
    due_at: moment(),
    claimed_by: text(),
    decision: jsonText<TaskDecision>(),
    operation_id: text(),
    created_at: moment().notNull().defaultNow(),
    updated_at: moment().notNull().defaultNow(),
  },
  (table) => [
    index("tasks_inbox").on(table.organization_id, table.status, table.created_at.desc()),
    index("tasks_by_run").on(table.run_id, table.step_id),
  ],
);
