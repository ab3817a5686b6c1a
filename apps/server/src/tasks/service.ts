import type { ListTasksInput, RespondTaskInput } from "@worktrail/shared/api/tasks";
import { AppError } from "@worktrail/shared/errors";
import type { z } from "zod";
import type { Deps } from "../deps.ts";
import type { Actor } from "../identity/actor.ts";
import { assigneeOf, decidingRefusal, type NamedMember } from "./may-decide.ts";
import { findMemberNames, findTask, findTasks } from "./repo.ts";
import { type TaskRow, type TaskView, taskView } from "./task-view.ts";

type Reading = Pick<Deps, "storage">;
type Deciding = Pick<Deps, "storage" | "engine">;
type TaskId = { task_id: string };

/**
 * Tasks of the organisation, open ones first. `mine`: claimed by the actor or addressed to them. `available`:
 * open, and the actor could answer. `history`: closed. `all`: every one.
 */
export async function listTasks(
  { storage }: Reading,
  actor: Actor,
  { scope = "all", status, run_id }: z.output<typeof ListTasksInput>,
): Promise<{ tasks: TaskView[] }> {
  const members = await findMemberNames(storage.db, actor.organization_id);
  const me = members.find((member) => member.user_id === actor.user_id);
  const open = scope === "mine" || scope === "available";
  const rows = await findTasks(storage.db, {
    organization_id: actor.organization_id,
    run_id,
    status: status ?? (open ? "open" : undefined),
    ended: scope === "history",
    mine:
      scope === "mine"
        ? { user_id: actor.user_id, names: [actor.user_id.toLowerCase(), me?.email ?? ""] }
        : null,
    claimable_by: scope === "available" ? actor.user_id : null,
  });
  const tasks = rows.map((row) => taskView(row, actor, members));
  return { tasks: scope === "available" ? tasks.filter((task) => isAvailable(task, actor, members)) : tasks };
}

/** Owners could answer for anybody, but what is addressed to another member is not waiting for them. */
function isAvailable(task: TaskView, actor: Actor, members: readonly NamedMember[]): boolean {
  const assignee = assigneeOf(task, members);
  return task.can_respond && (assignee === undefined || assignee.user_id === actor.user_id);
}

export async function getTask(
  { storage }: Reading,
  actor: Actor,
  { task_id }: TaskId,
): Promise<{ task: TaskView }> {
  const members = await findMemberNames(storage.db, actor.organization_id);
  return { task: taskView(await requireTask(storage.db, actor, task_id), actor, members) };
}

/**
 * Takes the one decision of a task. The same `operation_id` again is the same answer again.
 * @throws AppError `TASK_CLOSED` telling who decided, `FORBIDDEN`, `INVALID_INPUT`.
 */
export async function respondToTask(
  deps: Deciding,
  actor: Actor,
  input: z.output<typeof RespondTaskInput>,
): Promise<{ task: TaskView }> {
  const row = await requireDecidable(deps, actor, input.task_id);
  const known = row.actions.map(({ action }) => action);
  if (!known.includes(input.action)) {
    throw new AppError(
      "INVALID_INPUT",
      `"${input.action}" is not an answer to this task. Answer with one of: ${known.join(", ")}.`,
      {
        path: "/action",
        data: { actions: known },
      },
    );
  }
  await sayingWhoDecided(deps, actor, input.task_id, () =>
    deps.engine.decideTask(targetOf(actor, input.task_id), {
      action: input.action,
      values: input.values ?? {},
      comment: input.comment ?? null,
      decided_by: personOf(actor),
      operation_id: input.operation_id ?? null,
    }),
  );
  return getTask(deps, actor, input);
}

export async function claimTask(deps: Deciding, actor: Actor, input: TaskId): Promise<{ task: TaskView }> {
  await requireDecidable(deps, actor, input.task_id);
  await sayingWhoDecided(deps, actor, input.task_id, () =>
    deps.engine.claimTask(targetOf(actor, input.task_id), personOf(actor)),
  );
  return getTask(deps, actor, input);
}

export async function releaseTask(deps: Deciding, actor: Actor, input: TaskId): Promise<{ task: TaskView }> {
  await requireDecidable(deps, actor, input.task_id);
  await sayingWhoDecided(deps, actor, input.task_id, () =>
    deps.engine.releaseTask(targetOf(actor, input.task_id), personOf(actor)),
  );
  return getTask(deps, actor, input);
}

async function requireDecidable({ storage }: Reading, actor: Actor, task_id: string): Promise<TaskRow> {
  const row = await requireTask(storage.db, actor, task_id);
  const members = await findMemberNames(storage.db, actor.organization_id);
  const refusal = decidingRefusal(row, actor, members);
  if (refusal !== null) throw new AppError("FORBIDDEN", refusal);
  return row;
}

async function sayingWhoDecided(
  { storage }: Reading,
  actor: Actor,
  task_id: string,
  act: () => Promise<unknown>,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "TASK_CLOSED") throw error;
    throw closed(await requireTask(storage.db, actor, task_id), error);
  }
}

function closed({ status, decision }: TaskRow, cause: AppError): AppError {
  if (!decision) return new AppError("TASK_CLOSED", cause.message, { data: { status } });
  const { action, decided_by, decided_at } = decision;
  return new AppError("TASK_CLOSED", `${decided_by.name} has already answered this task with "${action}".`, {
    data: { status, action, decided_by, decided_at },
  });
}

async function requireTask(db: Deps["storage"]["db"], actor: Actor, task_id: string): Promise<TaskRow> {
  const row = await findTask(db, targetOf(actor, task_id));
  if (!row) throw new AppError("NOT_FOUND", "There is no such task.");
  return row;
}

const targetOf = (actor: Actor, task_id: string) => ({ organization_id: actor.organization_id, task_id });
const personOf = (actor: Actor) => ({ user_id: actor.user_id, name: actor.user_name });
