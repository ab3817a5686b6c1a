import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import { jsonText } from "./json-text.ts";

const moment = () => timestamp({ withTimezone: true, mode: "date" });

/**
 * A projection of the journal, written in the transaction that appends the events it follows from.
 *
 * No foreign keys: a run outlives its segment, and the start of a run is the hottest write there is.
 */
export const runs = pgTable(
  "runs",
  {
    run_id: text().primaryKey(),
    organization_id: text().notNull(),
    project_id: text().notNull(),
    segment_id: text().notNull(),
    revision: integer(),
    /** The segment itself, only for a run of a segment that was never saved; then `revision` is null. */
    document: text(),
    status: text().notNull(),
    input: jsonText<unknown>(),
    outputs: jsonText<unknown>(),
    error: jsonText<unknown>(),
    config: jsonText<unknown>(),
    last_seq: integer().notNull().default(0),
    /** The worker's claim; an append names the claim it holds and fails when this is another one. */
    claim_id: text(),
    wake_at: moment(),
    idempotency_key: text(),
    started_by: text().notNull(),
    created_at: moment().notNull().defaultNow(),
    started_at: moment(),
    ended_at: moment(),
  },
  (table) => [
    uniqueIndex("runs_by_idempotency_key").on(table.organization_id, table.idempotency_key),
    index("runs_by_organization").on(table.organization_id, table.created_at.desc(), table.run_id.desc()),
    index("runs_by_segment").on(
      table.organization_id,
      table.segment_id,
      table.created_at.desc(),
      table.run_id.desc(),
    ),
    index("runs_by_status").on(
      table.organization_id,
      table.status,
      table.created_at.desc(),
      table.run_id.desc(),
    ),
    index("runs_unfinished").on(table.claim_id, table.wake_at).where(sql`${table.ended_at} is null`),
  ],
);

/** The journal. `event` was serialised once: the same bytes go to the sockets. Rows are never changed. */
export const run_events = pgTable(
  "run_events",
  {
    organization_id: text().notNull(),
    run_id: text().notNull(),
    seq: integer().notNull(),
    event: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.run_id, table.seq] })],
);
