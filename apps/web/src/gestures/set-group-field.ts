import type { Group } from "@worktrail/shared/segment/schema";
import type { Gesture } from "./gesture.ts";

/** Sets the title or the colour of a group; `undefined` takes the colour away. */
export function setGroupField<Field extends "title" | "color">(
  group_id: string,
  field: Field,
  value: Group[Field] | undefined,
): Gesture {
  return (segment) => {
    const groups = segment.groups ?? [];
    const index = groups.findIndex((group) => group.group_id === group_id);
    const group = groups[index];
    if (!group || group[field] === value) return segment;
    const next = { ...group };
    if (value === undefined) delete next[field];
    else next[field] = value;
    return { ...segment, groups: groups.with(index, next) };
  };
}
