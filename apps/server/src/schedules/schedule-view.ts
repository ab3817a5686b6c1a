import type { ScheduleChange, ScheduleView } from "@worktrail/shared/api/schedules";
import { person } from "../segments/person.ts";
import type { listChanges, listScheduleRows, ScheduleRow } from "./repo.ts";

type Listed = Awaited<ReturnType<typeof listScheduleRows>>[number];
type Change = Awaited<ReturnType<typeof listChanges>>[number];

export function scheduleView({ row, created_by_name, updated_by_name, last_run }: Listed): ScheduleView {
  return {
    schedule_id: row.schedule_id,
    segment_id: row.segment_id,
    name: row.name,
    cron: row.cron,
    time_zone: row.time_zone,
    input: row.input,
    config: row.config,
    enabled: row.enabled,
    missed: row.missed,
    next_at: row.next_at?.toISOString() ?? null,
    last: lastOf(row, last_run),
    created_by: person(row.created_by, created_by_name),
    created_at: row.created_at.toISOString(),
    updated_by: person(row.updated_by, updated_by_name),
    updated_at: row.updated_at.toISOString(),
  };
}

function lastOf(row: ScheduleRow, run_id: string | null): ScheduleView["last"] {
  const { last_due_at, last_outcome, last_late_ms, last_reason } = row;
  if (last_due_at === null || last_outcome === null) return null;
  return {
    due_at: last_due_at.toISOString(),
    late_ms: last_late_ms ?? 0,
    outcome: last_outcome,
    run_id,
    reason: last_reason,
  };
}

export function changeView({ action, fields, done_at, done_by, done_by_name }: Change): ScheduleChange {
  const by = done_by === null ? null : person(done_by, done_by_name);
  return { action, fields, done_at: done_at.toISOString(), done_by: by };
}
