import { randomUUID } from "node:crypto";
import {
  type SaveScheduleInput,
  SCHEDULE_LIMITS,
  type ScheduleAction,
} from "@worktrail/shared/api/schedules";
import { AppError } from "@worktrail/shared/errors";
import type { z } from "zod";
import type { Database } from "../db/storage.ts";
import type { Deps } from "../deps.ts";
import type { Actor } from "../identity/actor.ts";
import { plainJson, runInput } from "../runs/run-input.ts";
import { notFound } from "../segments/not-found.ts";
import { findHead } from "../segments/repo.ts";
import { loadCheckedSegment } from "../segments/segment-documents.ts";
import { checkCron } from "./check-cron.ts";
import { nextTime } from "./next-times.ts";
import {
  addChange,
  countSchedules,
  insertSchedule,
  lockSchedule,
  noSchedule,
  type ScheduleKey,
  type ScheduleRow,
  updateSchedule,
} from "./repo.ts";

type SaveDeps = Pick<Deps, "storage" | "live">;
type Editor = Pick<Actor, "organization_id" | "user_id">;
type Save = z.output<typeof SaveScheduleInput>;

/** What people set; everything else on the row follows from it. */
type Settings = Pick<ScheduleRow, "name" | "cron" | "time_zone" | "input" | "config" | "enabled" | "missed">;
type Act = { settings: Settings; next_at: Date | null; now: Date; user_id: string };

/**
 * Makes a schedule, or gives one new settings; whoever saves it owns the runs from then on.
 * @throws AppError `INVALID_INPUT` with the place (`/cron`, `/time_zone`, `/input`), `NOT_FOUND`
 */
export async function saveSchedule(
  { storage, live }: SaveDeps,
  { organization_id, user_id }: Editor,
  input: Save,
): Promise<{ schedule_id: string; next_at: string | null }> {
  const settings = settingsOf(input);
  const now = new Date();
  const next = nextTime(settings, now);
  // A schedule can always be switched off, whatever has become of its segment.
  if (input.enabled || input.schedule_id === undefined) await checkStart(storage.db, organization_id, input);
  const key = { organization_id, schedule_id: input.schedule_id ?? randomUUID() };
  const act = { settings, next_at: input.enabled ? next : null, now, user_id };
  const next_at = await storage.db.transaction((tx) =>
    input.schedule_id === undefined
      ? create(tx, key, input.segment_id, act)
      : change(tx, key, input.segment_id, act),
  );
  live.changed(organization_id, "schedules", key.schedule_id);
  return { schedule_id: key.schedule_id, next_at: next_at?.toISOString() ?? null };
}

function settingsOf({ name, cron, time_zone, input, config, enabled, missed }: Save): Settings {
  const given = input === undefined ? null : { value: plainJson(input) };
  if (given && JSON.stringify(given.value).length > SCHEDULE_LIMITS.input) {
    const most = `${SCHEDULE_LIMITS.input / 1_000} kB`;
    throw new AppError("INVALID_INPUT", `The input of a schedule has at most ${most}.`, { path: "/input" });
  }
  return { name, cron: checkCron(cron), time_zone, input: given, config: config ?? {}, enabled, missed };
}

/** The version that would run now has to be there and to take this input; its own problems may be mended later. */
async function checkStart(db: Database, organization_id: string, { segment_id, input }: Save): Promise<void> {
  const key = { organization_id, segment_id };
  const head = await findHead(db, key);
  if (!head || head.deleted_at !== null) throw notFound(segment_id);
  const checked = await loadCheckedSegment(db, key, head.published_revision ?? head.revision);
  if (!checked) throw notFound(segment_id);
  runInput(checked.segment, input);
}

async function create(tx: Database, key: ScheduleKey, segment_id: string, act: Act): Promise<Date | null> {
  const { settings, next_at, now, user_id } = act;
  if ((await countSchedules(tx, key.organization_id)) >= SCHEDULE_LIMITS.in_organization) {
    const most = SCHEDULE_LIMITS.in_organization;
    throw new AppError("CONFLICT", `There are ${most} schedules, the most there may be. Delete one first.`);
  }
  const made = { created_at: now, created_by: user_id, updated_at: now, updated_by: user_id };
  await insertSchedule(tx, { ...key, segment_id, ...settings, next_at, ...made });
  await addChange(tx, key, { action: "created", fields: [], done_at: now, done_by: user_id });
  return next_at;
}

async function change(tx: Database, key: ScheduleKey, segment_id: string, act: Act): Promise<Date | null> {
  const { settings, now, user_id } = act;
  const row = await lockSchedule(tx, key);
  if (row?.segment_id !== segment_id) throw noSchedule();
  const fields = changedFields(row, settings);
  if (fields.length === 0) return row.next_at;
  // A time that is due at this moment is not lost to a new name.
  const same = row.enabled && settings.enabled && !fields.includes("cron") && !fields.includes("time_zone");
  const next_at = same ? row.next_at : act.next_at;
  const stopped = settings.enabled ? {} : { firing_due_at: null, firing_until: null };
  await updateSchedule(tx, key, { ...settings, next_at, ...stopped, updated_at: now, updated_by: user_id });
  await addChange(tx, key, { action: actionOf(fields, settings), fields, done_at: now, done_by: user_id });
  return next_at;
}

function changedFields(row: ScheduleRow, settings: Settings): string[] {
  const names = ["name", "cron", "time_zone", "input", "config", "enabled", "missed"] as const;
  return names.filter((name) => JSON.stringify(row[name]) !== JSON.stringify(settings[name]));
}

function actionOf(fields: readonly string[], { enabled }: Settings): ScheduleAction {
  if (fields.length > 1 || !fields.includes("enabled")) return "changed";
  return enabled ? "enabled" : "disabled";
}
