// The `tasks` table follows from the events of its runs; written in the transaction that appends them.
import type { EventOf, WorktrailEvent } from "@worktrail/shared/run/events";
import { and, eq } from "../db/drizzle-orm.ts";
import { tasks } from "../db/schema/index.ts";
import type { Database } from "../db/storage.ts";
import type { RunAppend } from "./append.ts";

type TaskEvent = Extract<WorktrailEvent, { event_type: `human.${string}` }>;
const ENDINGS: readonly string[] = [
  "segment.completed",
  "segment.failed",
  "segment.cancelled",
  "segment.timed_out",
];

/** The events of an append that change the table. */
export function taskEvents({ events, has_tasks }: Pick<RunAppend, "events" | "has_tasks">): WorktrailEvent[] {
  if (!has_tasks) return [];
  return events
    .map(({ event }) => event)
    .filter(
      ({ event_type }) =>
        event_type.startsWith("human.") || event_type === "step.skipped" || ENDINGS.includes(event_type),
    );
}

export async function projectTasks(tx: Database, append: RunAppend): Promise<void> {
  for (const event of taskEvents(append)) {
    if (event.event_type.startsWith("human.")) await projectTask(tx, event as TaskEvent, append);
    else await cancelTasks(tx, event);
  }
}

async function cancelTasks(tx: Database, event: WorktrailEvent): Promise<void> {
  const ofRun = and(
    eq(tasks.organization_id, event.tenant_id),
    eq(tasks.run_id, event.run_id),
    eq(tasks.status, "open"),
  );
  const condition =
    event.event_type === "step.skipped" ? and(ofRun, eq(tasks.step_id, event.step_id)) : ofRun;
  await tx
    .update(tasks)
    .set({ status: "cancelled", updated_at: new Date(event.timestamp) })
    .where(condition);
}

async function projectTask(tx: Database, event: TaskEvent, append: RunAppend): Promise<void> {
  if (event.event_type === "human.task_created") {
    await tx.insert(tasks).values(newTask(event, append));
    return;
  }
  await tx
    .update(tasks)
    .set({ ...changes(event, append), updated_at: new Date(event.timestamp) })
    .where(and(eq(tasks.organization_id, event.tenant_id), eq(tasks.task_id, event.payload.task_id)));
}

function newTask(event: EventOf<"human.task_created">, append: RunAppend) {
  const { task_id, task } = event.payload;
  return {
    task_id,
    organization_id: event.tenant_id,
    run_id: event.run_id,
    segment_id: event.segment_id,
    step_id: event.step_id,
    attempt: event.attempt,
    status: "open" as const,
    task_type: task.task_type,
    title: withoutNul(task.title),
    description: withoutNul(task.description),
    actions: task.actions,
    form_schema: task.form_schema,
    data: task.data,
    assignee_ref: task.assignee_ref === null ? null : withoutNul(task.assignee_ref),
    candidate_groups: [...task.candidate_groups],
    due_at: dueAt(task_id, append),
    created_at: new Date(event.timestamp),
    updated_at: new Date(event.timestamp),
  };
}

/** A text column can't hold U+0000; the journal keeps the text as it was. */
const withoutNul = (text: string) => text.replaceAll("\u0000", "");

/** The timer of the newest level that was armed for a task in this append. */
function dueAt(task_id: string, { events }: RunAppend): Date | null {
  const armed = events.findLast(
    ({ event }) => event.event_type === "timer.armed" && event.payload.timer_id.startsWith(`${task_id}:`),
  )?.event;
  return armed?.event_type === "timer.armed" ? new Date(armed.payload.due_at) : null;
}

function changes(event: Exclude<TaskEvent, EventOf<"human.task_created">>, append: RunAppend) {
  switch (event.event_type) {
    case "human.task_assigned":
      return { assignee_ref: event.payload.assignee_ref };
    case "human.task_claimed":
      return { claimed_by: event.payload.claimed_by.user_id };
    case "human.task_released":
      return { claimed_by: null };
    case "human.task_completed":
      return {
        status: "completed" as const,
        decision: event.payload.decision,
        operation_id: event.payload.decision.operation_id,
      };
    case "human.task_escalated":
      return {
        assignee_ref: event.payload.assignee_ref,
        claimed_by: null,
        due_at: dueAt(event.payload.task_id, append),
      };
    case "human.task_expired":
      return { status: "expired" as const };
  }
}
