import { integer, pgTable, text, timestamp } from "../drizzle-orm.ts";
import { organization } from "./identity.ts";

/** How long an organisation keeps its ended runs; without a row it has no rule of its own. */
export const retention_rules = pgTable("retention_rules", {
  organization_id: text()
    .primaryKey()
    .references(() => organization.id, { onDelete: "cascade" }),
  days: integer().notNull(),
  updated_at: timestamp({ withTimezone: true, mode: "date" }).notNull(),
  updated_by: text().notNull(),
});
