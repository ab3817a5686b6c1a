import type { Actor } from "../identity/actor.ts";

/** A member as tasks may name them: by id or by e-mail address, in lower case. */
export type NamedMember = { user_id: string; email: string; name: string };

type Decider = Pick<Actor, "user_id" | "role">;
type Addressed = {
  assignee_ref: string | null;
  claimed_by: string | null;
  claimed_by_name: string | null;
};

/** The member whom `assignee_ref` means; undefined when it means nobody here and is only a hint. */
export function assigneeOf(
  { assignee_ref }: Pick<Addressed, "assignee_ref">,
  members: readonly NamedMember[],
): NamedMember | undefined {
  const ref = assignee_ref?.trim().toLowerCase();
  return members.find((member) => member.user_id.toLowerCase() === ref || member.email === ref);
}

/**
 * Why this actor may not decide a task, as a sentence; null when they may. Owners and admins may decide every
 * task; a viewer none; a member those that are not another member's.
 */
export function decidingRefusal(
  task: Addressed,
  actor: Decider,
  members: readonly NamedMember[],
): string | null {
  if (actor.role === "viewer")
    return "Your role (viewer) only allows reading; ask an owner of the organisation.";
  if (actor.role === "owner" || actor.role === "admin") return null;
  if (task.claimed_by !== null && task.claimed_by !== actor.user_id) {
    return `${task.claimed_by_name ?? "Somebody else"} has claimed this task and has to release it first.`;
  }
  const assignee = assigneeOf(task, members);
  if (assignee && assignee.user_id !== actor.user_id) return `This task is for ${assignee.name} to decide.`;
  return null;
}
