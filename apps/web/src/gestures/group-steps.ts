import type { Group, Segment } from "@worktrail/shared/segment/schema";
import { freshId } from "./fresh-id.ts";
import type { Gesture } from "./gesture.ts";
import { withGroups, withoutMembers } from "./group-list.ts";

/** A group of these steps, in the order of the segment, with an id that is free. */
export function newGroup(segment: Segment, step_ids: ReadonlySet<string>, title: string): Group {
  const taken = new Set((segment.groups ?? []).map((group) => group.group_id));
  return {
    group_id: freshId("group", taken),
    title,
    step_ids: segment.steps.map((step) => step.step_id).filter((id) => step_ids.has(id)),
  };
}

/** Puts the steps under one title; they leave the groups that they were in. */
export function groupSteps(group: Group): Gesture {
  return (segment) => {
    if (group.step_ids.length === 0) return segment;
    const others = withoutMembers(segment.groups ?? [], new Set(group.step_ids));
    return { ...segment, groups: [...others, group] };
  };
}

/** Takes the frames away and leaves their steps. */
export function ungroup(group_ids: ReadonlySet<string>): Gesture {
  return (segment) => {
    const kept = (segment.groups ?? []).filter((group) => !group_ids.has(group.group_id));
    return kept.length === (segment.groups ?? []).length ? segment : withGroups(segment, kept);
  };
}
