import { bigserial, boolean, integer, pgTable, primaryKey, text, timestamp } from "../drizzle-orm.ts";

/** What the steps of a run have said, up to a cap: one row is a few lines of one attempt. No part of the journal. */
export const run_logs = pgTable(
  "run_logs",
  {
    organization_id: text().notNull(),
    run_id: text().notNull(),
    step_id: text().notNull(),
    attempt: integer().notNull(),
    /** The place of the first line among those of its attempt, from 1. */
    first_line: integer().notNull(),
    /** In the order of writing: where a reader goes on. */
    batch: bigserial({ mode: "number" }).notNull(),
    /** The time of the first line. */
    at: timestamp({ withTimezone: true, mode: "date" }).notNull(),
    /** A JSON array of lines, each the milliseconds after `at` and its text. */
    lines: text().notNull(),
    line_count: integer().notNull(),
    bytes: integer().notNull(),
    /** From here on the run said more than is kept. */
    cut: boolean().notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.run_id, table.step_id, table.attempt, table.first_line] })],
);
