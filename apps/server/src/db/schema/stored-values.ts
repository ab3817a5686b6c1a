import { index, integer, pgTable, primaryKey, text } from "../drizzle-orm.ts";

/** Large values of journals, each once per organisation, found by the hash of its JSON text. */
export const stored_values = pgTable(
  "stored_values",
  {
    organization_id: text().notNull(),
    /** SHA-256 of `value`, in hex. */
    hash: text().notNull(),
    value: text().notNull(),
    bytes: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organization_id, table.hash] })],
);

/** Which run refers to which value: a value goes with the last run that does. */
export const run_values = pgTable(
  "run_values",
  {
    organization_id: text().notNull(),
    run_id: text().notNull(),
    hash: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.run_id, table.hash] }),
    index("run_values_by_value").on(table.organization_id, table.hash),
  ],
);
