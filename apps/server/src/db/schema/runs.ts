import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
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
    /** The place in another run that started this one; null for a run that people or the world started. */
    parent_run_id: text(),
    parent_step_id: text(),
    /** From 1; the how manieth run of that step. */
    iteration: integer(),
    /** How many runs are above this one. */
    depth: integer().notNull().default(0),
    /** A run that this one started has ended since this one last looked. */
    children_moved: boolean().notNull().default(false),
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
    index("runs_by_parent")
      .on(table.parent_run_id, table.parent_step_id, table.iteration)
      .where(sql`${table.parent_run_id} is not null`),
    index("runs_unfinished_children")
      .on(table.parent_run_id)
      .where(sql`${table.parent_run_id} is not null and ${table.ended_at} is null`),
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
