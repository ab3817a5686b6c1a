import type { Actor } from "../identity/actor.ts";
import { decidingRefusal, type NamedMember } from "./may-decide.ts";
import type { findTask } from "./repo.ts";

export type TaskRow = NonNullable<Awaited<ReturnType<typeof findTask>>>;
export type TaskView = ReturnType<typeof taskView>;

/** A task as it goes to a client: with what this actor may do about it. */
export function taskView(
  row: TaskRow,
  actor: Pick<Actor, "user_id" | "role">,
  members: readonly NamedMember[],
) {
  const { claimed_by, claimed_by_name, operation_id: _, due_at, created_at, updated_at, ...rest } = row;
  const refusal = row.status === "open" ? decidingRefusal(row, actor, members) : "This task is closed.";
  return {
    ...rest,
    segment_name: row.segment_name ?? row.segment_id,
    candidate_groups: row.candidate_groups ?? [],
    claimed_by:
      claimed_by === null ? null : { user_id: claimed_by, name: claimed_by_name ?? "A former member" },
    due_at: due_at?.toISOString() ?? null,
    created_at: created_at.toISOString(),
    updated_at: updated_at.toISOString(),
    can_respond: refusal === null,
    /** Why this actor cannot answer, as a sentence; null when they can. */
    refusal,
  };
}
