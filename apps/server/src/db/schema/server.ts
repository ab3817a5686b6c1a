// Tables about the servers themselves: they belong to no organisation.
import { integer, pgTable, text, timestamp } from "../drizzle-orm.ts";

/** One row per living process; `seen_at` shows that it still lives. */
export const workers = pgTable("workers", {
  worker_id: text().primaryKey(),
  started_at: timestamp({ withTimezone: true, mode: "date" }).notNull().defaultNow(),
  seen_at: timestamp({ withTimezone: true, mode: "date" }).notNull().defaultNow(),
  host: text().notNull(),
  pid: integer().notNull(),
  /** The lock that it holds for as long as it is connected; null where it holds none. */
  lock_id: integer(),
});

/** What all servers on one database share, such as the secret that signs session cookies. */
export const server_settings = pgTable("server_settings", {
  key: text().primaryKey(),
  value: text().notNull(),
});
