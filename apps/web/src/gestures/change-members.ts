import type { Gesture } from "./gesture.ts";
import { withGroups, withoutMembers } from "./group-list.ts";

/** Adds steps to a group; they leave the groups that they were in. */
export function addToGroup(group_id: string, step_ids: ReadonlySet<string>): Gesture {
  return (segment) => {
    const group = segment.groups?.find((one) => one.group_id === group_id);
    const present = new Set(segment.steps.map((step) => step.step_id));
    const added = [...step_ids].filter((id) => present.has(id) && !group?.step_ids.includes(id));
    if (!group || added.length === 0) return segment;
    const grown = { ...group, step_ids: [...group.step_ids, ...added] };
    const others = withoutMembers(
      (segment.groups ?? []).filter((one) => one !== group),
      new Set(added),
    );
    const order = (segment.groups ?? []).map((one) => one.group_id);
    const groups = [...others, grown].sort((a, b) => order.indexOf(a.group_id) - order.indexOf(b.group_id));
    return { ...segment, groups };
  };
}

/** Takes steps out of whatever group they are in; a group without steps goes. */
export function takeOutOfGroup(step_ids: ReadonlySet<string>): Gesture {
  return (segment) => {
    if (!segment.groups) return segment;
    const left = withoutMembers(segment.groups, step_ids);
    return left === segment.groups ? segment : withGroups(segment, left);
  };
}
