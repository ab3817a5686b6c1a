import {
  boolean,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  sql,
  text,
  timestamp,
  uniqueIndex,
} from "../drizzle-orm.ts";
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
    /** Characters of all its events, with their large values; near enough to bytes. */
    journal_bytes: integer().notNull().default(0),
    /** The worker's claim; an append names the claim it holds and fails when this is another one. */
    claim_id: text(),
    wake_at: moment(),
    /** 0 is the most urgent; see `priorityRank`. */
    priority: integer().notNull().default(2),
    /** How often in a row its process died without a new event; counted where another one takes it over. */
    takeovers: integer().notNull().default(0),
    /** `last_seq` when it was last taken over. */
    taken_seq: integer(),
    /** It failed because no server could bring it to an end. */
    dead_letter: boolean().notNull().default(false),
    /** US dollars of its own model calls, as far as their prices are known; null where none had one. */
    cost_usd: doublePrecision(),
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
    /** A person asked for it in the browser; null for a start with an API token, or by something else than people. */
    by_hand: boolean(),
    /** The run that this one repeats: what it ran, its settings, its input or another one. */
    repeats_run_id: text(),
    created_at: moment().notNull().defaultNow(),
    started_at: moment(),
    ended_at: moment(),
  },
  (table) => [
    uniqueIndex("runs_by_idempotency_key")
      .on(table.organization_id, table.idempotency_key)
      .where(sql`${table.idempotency_key} is not null`),
    index("runs_by_organization").on(table.organization_id, table.created_at.desc(), table.run_id.desc()),
    index("runs_by_segment").on(
      table.organization_id,
      table.segment_id,
      table.created_at.desc(),
      table.run_id.desc(),
    ),
    // Most runs have completed: whoever asks for those walks the index of all, and their start costs one entry less.
    index("runs_by_status")
      .on(table.organization_id, table.status, table.created_at.desc(), table.run_id.desc())
      .where(sql`${table.status} <> 'completed'`),
    index("runs_by_parent")
      .on(table.parent_run_id, table.parent_step_id, table.iteration)
      .where(sql`${table.parent_run_id} is not null`),
    index("runs_unfinished_children")
      .on(table.parent_run_id)
      .where(sql`${table.parent_run_id} is not null and ${table.ended_at} is null`),
    index("runs_queued")
      .on(table.organization_id, table.priority, table.created_at)
      .where(sql`${table.claim_id} is null and ${table.status} = 'queued'`),
    index("runs_dead_letters")
      .on(table.organization_id, table.created_at.desc(), table.run_id.desc())
      .where(sql`${table.dead_letter}`),
    index("runs_unfinished").on(table.claim_id, table.wake_at).where(sql`${table.ended_at} is null`),
  ],
);

/**
 * The journal: what one commit appended to a run is one row, from `seq` to `last_seq`. `events` is a JSON array of
 * the events, each serialised once. Rows are never changed.
 */
export const run_events = pgTable(
  "run_events",
  {
    organization_id: text().notNull(),
    run_id: text().notNull(),
    seq: integer().notNull(),
    last_seq: integer().notNull(),
    events: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.run_id, table.seq] })],
);
