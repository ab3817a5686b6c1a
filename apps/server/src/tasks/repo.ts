import type { JsonObject, JsonValue } from "@worktrail/shared/json";
import type { TaskAction, TaskDecision } from "@worktrail/shared/step/handler";
import type { SQL } from "drizzle-orm";
import { alias, and, desc, eq, inArray, isNull, ne, or, sql } from "../db/drizzle-orm.ts";
import { member, runs, segments, tasks, user } from "../db/schema/index.ts";
import type { Database } from "../db/storage.ts";
import { storedJson } from "../db/stored-json.ts";

const claimant = alias(user, "claimant");

// Only the journal's writer writes the JSON columns, from checked events.
const COLUMNS = {
  task_id: tasks.task_id,
  run_id: tasks.run_id,
  segment_id: tasks.segment_id,
  segment_name: segments.name,
  revision: runs.revision,
  step_id: tasks.step_id,
  attempt: tasks.attempt,
  status: tasks.status,
  task_type: sql<"approval" | "choice" | "input" | "review">`${tasks.task_type}`,
  title: tasks.title,
  description: tasks.description,
  actions: storedJson<TaskAction[]>(tasks.actions),
  form_schema: storedJson<JsonObject | null>(tasks.form_schema),
  data: storedJson<JsonValue>(tasks.data),
  assignee_ref: tasks.assignee_ref,
  candidate_groups: tasks.candidate_groups,
  due_at: tasks.due_at,
  claimed_by: tasks.claimed_by,
  claimed_by_name: claimant.name,
  decision: storedJson<TaskDecision | null>(tasks.decision),
  operation_id: tasks.operation_id,
  created_at: tasks.created_at,
  updated_at: tasks.updated_at,
};

function selectTasks(db: Database) {
  return db
    .select(COLUMNS)
    .from(tasks)
    .leftJoin(runs, and(eq(runs.organization_id, tasks.organization_id), eq(runs.run_id, tasks.run_id)))
    .leftJoin(
      segments,
      and(eq(segments.organization_id, tasks.organization_id), eq(segments.segment_id, tasks.segment_id)),
    )
    .leftJoin(claimant, eq(claimant.id, tasks.claimed_by));
}

export async function findTask(db: Database, key: { organization_id: string; task_id: string }) {
  const [row] = await selectTasks(db).where(
    and(eq(tasks.organization_id, key.organization_id), eq(tasks.task_id, key.task_id)),
  );
  return row;
}

export type TaskFilter = {
  organization_id: string;
  run_id?: string | undefined;
  status?: "open" | "completed" | "expired" | "cancelled" | undefined;
  /** Only tasks that have ended. */
  ended: boolean;
  /** Only tasks that this member claimed or that were addressed to one of these names of theirs. */
  mine: { user_id: string; names: readonly string[] } | null;
  /** Only tasks that nobody but this member has claimed. */
  claimable_by: string | null;
};

/** Open tasks first, then the newest; at most 500. */
export async function findTasks(db: Database, filter: TaskFilter) {
  const { mine, claimable_by } = filter;
  const conditions: (SQL | undefined)[] = [
    eq(tasks.organization_id, filter.organization_id),
    filter.run_id === undefined ? undefined : eq(tasks.run_id, filter.run_id),
    filter.status === undefined ? undefined : eq(tasks.status, filter.status),
    filter.ended ? ne(tasks.status, "open") : undefined,
    mine
      ? or(eq(tasks.claimed_by, mine.user_id), inArray(sql`lower(${tasks.assignee_ref})`, [...mine.names]))
      : undefined,
    claimable_by === null ? undefined : or(isNull(tasks.claimed_by), eq(tasks.claimed_by, claimable_by)),
  ];
  return selectTasks(db)
    .where(and(...conditions))
    .orderBy(sql`${tasks.status} <> 'open'`, desc(tasks.updated_at), tasks.task_id)
    .limit(500);
}

/** The names under which members of an organisation can be meant: their ids and e-mail addresses. */
export async function findMemberNames(db: Database, organization_id: string) {
  return db
    .select({ user_id: user.id, email: sql<string>`lower(${user.email})`, name: user.name })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(eq(member.organizationId, organization_id));
}
