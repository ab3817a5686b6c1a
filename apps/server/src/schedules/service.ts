import type { PreviewScheduleInput, ScheduleChange, ScheduleView } from "@worktrail/shared/api/schedules";
import type { z } from "zod";
import type { Deps } from "../deps.ts";
import type { Actor } from "../identity/actor.ts";
import { checkCron } from "./check-cron.ts";
import { nextTimes } from "./next-times.ts";
import {
  addChange,
  listChanges,
  listScheduleRows,
  listUpcoming,
  lockSchedule,
  noSchedule,
  removeSchedule,
} from "./repo.ts";
import { changeView, scheduleView } from "./schedule-view.ts";

type Member = Pick<Actor, "organization_id">;
type Editor = Pick<Actor, "organization_id" | "user_id">;

export async function listSchedules(
  { storage }: Pick<Deps, "storage">,
  { organization_id }: Member,
  { segment_id }: { segment_id?: string | undefined },
): Promise<{ schedules: ScheduleView[] }> {
  const rows = await listScheduleRows(storage.db, { organization_id, segment_id });
  return { schedules: rows.map(scheduleView) };
}

/** When each segment that starts by itself does so next. */
export async function upcomingStarts(
  { storage }: Pick<Deps, "storage">,
  { organization_id }: Member,
): Promise<{ segments: { segment_id: string; next_at: string }[] }> {
  const rows = await listUpcoming(storage.db, organization_id);
  return {
    segments: rows.flatMap(({ segment_id, next_at }) =>
      next_at ? [{ segment_id, next_at: next_at.toISOString() }] : [],
    ),
  };
}

/** Who did what to a schedule, newest first; also of one that is gone. */
export async function scheduleHistory(
  { storage }: Pick<Deps, "storage">,
  { organization_id }: Member,
  { schedule_id }: { schedule_id: string },
): Promise<{ changes: ScheduleChange[] }> {
  const rows = await listChanges(storage.db, { organization_id, schedule_id });
  if (rows.length === 0) throw noSchedule();
  return { changes: rows.map(changeView) };
}

/** Runs that it has started go on. */
export async function deleteSchedule(
  { storage, live }: Pick<Deps, "storage" | "live">,
  { organization_id, user_id }: Editor,
  { schedule_id }: { schedule_id: string },
): Promise<{ schedule_id: string }> {
  const key = { organization_id, schedule_id };
  await storage.db.transaction(async (tx) => {
    if (!(await lockSchedule(tx, key))) throw noSchedule();
    await addChange(tx, key, { action: "deleted", fields: [], done_at: new Date(), done_by: user_id });
    await removeSchedule(tx, key);
  });
  live.changed(organization_id, "schedules", schedule_id);
  return { schedule_id };
}

const PREVIEWED = 5;

/** The next times, and the expression as it would be kept. */
export function previewSchedule({ cron, time_zone }: z.output<typeof PreviewScheduleInput>) {
  const times = nextTimes({ cron, time_zone }, new Date(), PREVIEWED);
  return { cron: checkCron(cron), times: times.map((at) => at.toISOString()) };
}
