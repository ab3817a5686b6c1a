import { pgTable, primaryKey, text, timestamp } from "../drizzle-orm.ts";
import { organization } from "./identity.ts";

const moment = () => timestamp({ withTimezone: true, mode: "date" });

/** `sealed` is bound to its organisation and name: moved to another row, it does not open. */
export const secrets = pgTable(
  "secrets",
  {
    organization_id: text()
      .notNull()
      .references(() => organization.id, { onDelete: "cascade" }),
    name: text().notNull(),
    sealed: text().notNull(),
    updated_at: moment().notNull(),
    updated_by: text().notNull(),
    last_used_at: moment(),
  },
  (table) => [primaryKey({ columns: [table.organization_id, table.name] })],
);
