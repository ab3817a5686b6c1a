import { assertNever } from "@worktrail/shared/errors";
import type { BoundCommand } from "../commands/command.ts";
import type { MenuTarget } from "./menu-request.ts";

/** Ids of commands by group; one that the editor does not have is left out. */
export function menuGroups(
  target: MenuTarget,
  commands: readonly BoundCommand[],
): readonly (readonly BoundCommand[])[] {
  const byId = new Map(commands.map((command) => [command.id, command]));
  return groupsOf(target)
    .map((ids) => ids.flatMap((id) => byId.get(id) ?? []).filter(belongs))
    .filter((group) => group.length > 0);
}

/** Most steps run no other segment and are not pinned: for them the menu leaves this away instead of saying why it cannot be done. */
function belongs({ id, unavailable }: BoundCommand): boolean {
  return !ONLY_FOR_SOME.has(id) || unavailable() === null;
}

const ONLY_FOR_SOME: ReadonlySet<string> = new Set(["open_sub_segment", "unpin_output"]);
const REMOVE = ["delete", "delete_plain"];

function groupsOf(target: MenuTarget): readonly (readonly string[])[] {
  switch (target) {
    case "step":
      return [
        ["open_sub_segment"],
        ["add_step_after", "connect_to", "replace_type", "rename", "disable"],
        ["run_step", "run_until_here", "pin_output", "unpin_output"],
        ["select_upstream", "select_downstream", "convert_to_sub_segment"],
        ["group", "ungroup", "add_to_group", "take_out_of_group"],
        ["cut", "copy", "duplicate"],
        REMOVE,
      ];
    case "group":
      return [
        ["fold_groups", "open_groups", "rename", "ungroup", "disable"],
        ["select_upstream", "select_downstream", "convert_to_sub_segment"],
        ["cut", "copy", "duplicate"],
        ["delete"],
      ];
    case "note":
      return [["rename"], ["cut", "copy", "duplicate"], ["delete"]];
    case "edge":
      return [["add_step", "connect_to"], ["delete"]];
    case "canvas":
      return [
        ["add_step", "add_note", "paste"],
        ["select_all", "tidy_up"],
        ["fit_all", "find"],
      ];
    default:
      return assertNever(target);
  }
}
