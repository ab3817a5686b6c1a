import type { Group } from "@worktrail/shared/segment/schema";

/** What a group is called where it has no title. */
export function groupTitle({ title }: Pick<Group, "title">): string {
  return title.trim() || "Group";
}
