// The list of groups as gestures change it: no step in two groups, no group without steps, no empty list.
import type { Group, Segment } from "@worktrail/shared/segment/schema";

export function withGroups(segment: Segment, groups: Group[]): Segment {
  if (groups.length > 0) return { ...segment, groups };
  const { groups: _none, ...rest } = segment;
  return rest;
}

/** The groups without these steps; one that lost its last step is gone. The same list when no group held any. */
export function withoutMembers(groups: Group[], step_ids: ReadonlySet<string>): Group[] {
  let changed = false;
  const left = groups.flatMap((group) => {
    const kept = group.step_ids.filter((id) => !step_ids.has(id));
    if (kept.length === group.step_ids.length) return [group];
    changed = true;
    return kept.length === 0 ? [] : [{ ...group, step_ids: kept }];
  });
  return changed ? left : groups;
}
