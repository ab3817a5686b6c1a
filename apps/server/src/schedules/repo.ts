import type { ScheduleAction } from "@worktrail/shared/api/schedules";
import { AppError } from "@worktrail/shared/errors";
import { alias, and, count, desc, eq, max, min } from "../db/drizzle-orm.ts";
import { runs, schedule_changes, schedules, user } from "../db/schema/index.ts";
import type { Database } from "../db/storage.ts";

export type ScheduleKey = { organization_id: string; schedule_id: string };
export type ScheduleRow = typeof schedules.$inferSelect;
export type ScheduleFields = Partial<Omit<ScheduleRow, keyof ScheduleKey>>;

const maker = alias(user, "maker");

export const isSchedule = (key: ScheduleKey) =>
  and(eq(schedules.organization_id, key.organization_id), eq(schedules.schedule_id, key.schedule_id));

export const noSchedule = () => new AppError("NOT_FOUND", "There is no such schedule.");

const MAX_LISTED = 1_000;

/** With the names of who made and who saved it, in the order of their names. */
export async function listScheduleRows(
  db: Database,
  { organization_id, segment_id }: { organization_id: string; segment_id?: string | undefined },
) {
  const ofSegment = segment_id === undefined ? undefined : eq(schedules.segment_id, segment_id);
  return db
    .select({
      row: schedules,
      created_by_name: maker.name,
      updated_by_name: user.name,
      /** Null once the run was removed. */
      last_run: runs.run_id,
    })
    .from(schedules)
    .leftJoin(user, eq(user.id, schedules.updated_by))
    .leftJoin(maker, eq(maker.id, schedules.created_by))
    .leftJoin(runs, eq(runs.run_id, schedules.last_run_id))
    .where(and(eq(schedules.organization_id, organization_id), ofSegment))
    .orderBy(schedules.name, schedules.schedule_id)
    .limit(MAX_LISTED);
}

/** When each segment that has schedules is due next. */
export async function listUpcoming(db: Database, organization_id: string) {
  return db
    .select({ segment_id: schedules.segment_id, next_at: min(schedules.next_at) })
    .from(schedules)
    .where(and(eq(schedules.organization_id, organization_id), schedules.enabled))
    .groupBy(schedules.segment_id)
    .orderBy(schedules.segment_id);
}

export async function findSchedule(db: Database, key: ScheduleKey): Promise<ScheduleRow | undefined> {
  const [row] = await db.select().from(schedules).where(isSchedule(key));
  return row;
}

/** Holds the schedule until the transaction ends. */
export async function lockSchedule(tx: Database, key: ScheduleKey): Promise<ScheduleRow | undefined> {
  const [row] = await tx.select().from(schedules).where(isSchedule(key)).for("update");
  return row;
}

export async function countSchedules(db: Database, organization_id: string): Promise<number> {
  const [row] = await db
    .select({ total: count() })
    .from(schedules)
    .where(eq(schedules.organization_id, organization_id));
  return row?.total ?? 0;
}

export async function insertSchedule(tx: Database, row: typeof schedules.$inferInsert): Promise<void> {
  await tx.insert(schedules).values(row);
}

export async function updateSchedule(tx: Database, key: ScheduleKey, fields: ScheduleFields): Promise<void> {
  await tx.update(schedules).set(fields).where(isSchedule(key));
}

export async function removeSchedule(tx: Database, key: ScheduleKey): Promise<void> {
  await tx.delete(schedules).where(isSchedule(key));
}

export type Change = { action: ScheduleAction; fields: string[]; done_at: Date; done_by: string | null };

/** Hold the schedule (`lockSchedule`), or have just made it, while calling this. */
export async function addChange(tx: Database, key: ScheduleKey, change: Change): Promise<void> {
  const [last] = await tx
    .select({ number: max(schedule_changes.number) })
    .from(schedule_changes)
    .where(ofSchedule(key));
  const { organization_id, schedule_id } = key;
  const number = (last?.number ?? 0) + 1;
  await tx.insert(schedule_changes).values({ organization_id, schedule_id, number, ...change });
}

const MAX_CHANGES = 200;

/** Newest first; also of a schedule that is gone. */
export async function listChanges(db: Database, key: ScheduleKey) {
  return db
    .select({
      action: schedule_changes.action,
      fields: schedule_changes.fields,
      done_at: schedule_changes.done_at,
      done_by: schedule_changes.done_by,
      done_by_name: user.name,
    })
    .from(schedule_changes)
    .leftJoin(user, eq(user.id, schedule_changes.done_by))
    .where(ofSchedule(key))
    .orderBy(desc(schedule_changes.number))
    .limit(MAX_CHANGES);
}

const ofSchedule = (key: ScheduleKey) =>
  and(
    eq(schedule_changes.organization_id, key.organization_id),
    eq(schedule_changes.schedule_id, key.schedule_id),
  );
