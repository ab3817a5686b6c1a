import type { Issue, IssueCode } from "../issue.ts";
import { errorAt, type RuleContext } from "./context.ts";

export function duplicateIds({ segment }: RuleContext): Issue[] {
  const steps = segment.steps.map((step) => step.step_id);
  const notes = (segment.notes ?? []).map((note) => note.note_id);
  const groups = (segment.groups ?? []).map((group) => group.group_id);
  return [
    ...repeats(steps, "/steps", "step_id", "STEP_ID_DUPLICATE"),
    ...repeats(notes, "/notes", "note_id", "NOTE_ID_DUPLICATE"),
    ...repeats(groups, "/groups", "group_id", "GROUP_ID_DUPLICATE"),
  ];
}

function repeats(
  ids: readonly string[],
  list: string,
  field: "step_id" | "note_id" | "group_id",
  code: IssueCode,
): Issue[] {
  const first = new Map<string, number>();
  return ids.flatMap((id, index) => {
    const earlier = first.get(id);
    if (earlier === undefined) {
      first.set(id, index);
      return [];
    }
    const path = `${list}/${index}/${field}`;
    const message = `The id "${id}" is used twice, at ${list}/${earlier}/${field} and ${path}. Rename one of them.`;
    return [errorAt(code, path, message, field === "step_id" ? id : undefined)];
  });
}
