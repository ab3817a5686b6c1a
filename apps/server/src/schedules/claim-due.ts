// Which due times this process starts. A claim moves the schedule on and notes the due time, in one statement: whoever
// comes second finds nothing, and what a process had claimed when it died is found here and started again.
import { and, asc, between, eq, isNotNull, isNull, lte } from "../db/drizzle-orm.ts";
import { schedules } from "../db/schema/index.ts";
import type { Database } from "../db/storage.ts";
import { nextTime } from "./next-times.ts";
import { isSchedule, type ScheduleFields, type ScheduleRow } from "./repo.ts";

/** For so long a claim is its owner's; a start takes milliseconds, unless the database is away. */
const CLAIM_MS = 30_000;

/** Later than this, a due time counts as missed. */
const MISSED_AFTER_MS = 60_000;

export type Claimed = {
  row: ScheduleRow;
  due_at: Date;
  /** Whether somebody may have started the run already, before their process died. */
  again: boolean;
};

/** Schedules that nobody has claimed and that are due by then, the soonest first. */
export function findDue(db: Database, by: Date, limit: number): Promise<ScheduleRow[]> {
  return db
    .select()
    .from(schedules)
    .where(and(schedules.enabled, lte(schedules.next_at, by), isNull(schedules.firing_due_at)))
    .orderBy(asc(schedules.next_at))
    .limit(limit);
}

/** Schedules whose claim has run out: whoever held it is dead, or could not start the run. */
export function findAbandoned(db: Database, now: Date, limit: number): Promise<ScheduleRow[]> {
  return db
    .select()
    .from(schedules)
    .where(and(schedules.enabled, isNotNull(schedules.firing_due_at), lte(schedules.firing_until, now)))
    .orderBy(asc(schedules.firing_until))
    .limit(limit);
}

/**
 * Takes the due time of a schedule, as `row` was read.
 * @returns null where another process was faster, the schedule was changed, or the time is one to skip
 * @throws AppError where its times cannot be read any more
 */
export function claimDue(db: Database, row: ScheduleRow, now: Date): Promise<Claimed | "skipped" | null> {
  return row.firing_due_at === null ? claimNew(db, row, now) : claimAgain(db, row, now);
}

async function claimNew(db: Database, row: ScheduleRow, now: Date): Promise<Claimed | "skipped" | null> {
  const due_at = row.next_at;
  if (due_at === null) return null;
  // Never back: with a clock that was set back, the times that were claimed already lie ahead of it.
  const next_at = nextTime(row, due_at > now ? due_at : now);
  const late_ms = Math.max(0, now.getTime() - due_at.getTime());
  const skips = row.missed === "skip" && late_ms > MISSED_AFTER_MS;
  const fields: ScheduleFields = skips
    ? {
        last_due_at: due_at,
        last_late_ms: late_ms,
        last_outcome: "skipped",
        last_reason: MISSED,
        last_run_id: null,
      }
    : { firing_due_at: due_at, firing_until: new Date(now.getTime() + CLAIM_MS) };
  const [claimed] = await db
    .update(schedules)
    .set({ next_at, ...fields })
    .where(and(isSchedule(row), schedules.enabled, isStillDue(due_at), isNull(schedules.firing_due_at)))
    .returning();
  if (!claimed) return null;
  return skips ? "skipped" : { row: claimed, due_at, again: false };
}

/** Within the millisecond: the database counts finer than a `Date` can hold. */
const isStillDue = (due_at: Date) => between(schedules.next_at, due_at, new Date(due_at.getTime() + 1));

async function claimAgain(db: Database, row: ScheduleRow, now: Date): Promise<Claimed | null> {
  const { firing_due_at: due_at } = row;
  if (due_at === null) return null;
  const [claimed] = await db
    .update(schedules)
    .set({ firing_until: new Date(now.getTime() + CLAIM_MS) })
    .where(
      and(
        isSchedule(row),
        schedules.enabled,
        eq(schedules.firing_due_at, due_at),
        lte(schedules.firing_until, now),
      ),
    )
    .returning();
  return claimed ? { row: claimed, due_at, again: true } : null;
}

const MISSED = "The time had passed while nothing ran, and missed times are skipped.";
