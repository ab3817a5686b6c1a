import { integer, pgTable, text } from "../drizzle-orm.ts";

/** Where the fold of a long journal may begin. Only a shortcut: without it the journal says the same. */
export const run_checkpoints = pgTable("run_checkpoints", {
  run_id: text().primaryKey(),
  organization_id: text().notNull(),
  /** The last event that the state knows. */
  seq: integer().notNull(),
  /** A state of another format is passed over. */
  format: integer().notNull(),
  state: text().notNull(),
});
