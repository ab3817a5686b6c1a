// Groups: made, dissolved, folded, and who is in them.
import type { Group } from "@worktrail/shared/segment/schema";
import { addToGroup, takeOutOfGroup } from "../gestures/change-members.ts";
import { groupSteps, newGroup, ungroup } from "../gestures/group-steps.ts";
import { chosenGroup, touchedGroups } from "../groups/chosen-groups.ts";
import { foldedIn, foldInEditor } from "../groups/folded-groups.ts";
import { GROUP_PREFIX } from "../groups/group-node.ts";
import { groupTitle } from "../groups/group-title.ts";
import type { Editor } from "../store/editor.ts";
import { counted } from "../ui/counted.ts";
import type { Command } from "./command.ts";
import type { CommandContext } from "./command-context.ts";

const chosen = (editor: Editor) => editor.session.getState().selection;

function group({ editor }: CommandContext): void {
  const made = newGroup(editor.segment, chosen(editor).steps, "Group");
  if (!editor.commit(groupSteps(made), { label: "Group" })) return;
  foldInEditor(editor, [made.group_id], false);
  editor.session.setState({ renaming: GROUP_PREFIX + made.group_id });
  editor.announce(`Grouped ${counted(made.step_ids.length, "step")}. Write its title; Enter keeps it.`);
}

function dissolve({ editor }: CommandContext): void {
  const groups = touchedGroups(editor, chosen(editor));
  const label = groups.length === 1 ? "Ungroup" : `Ungroup ${groups.length} groups`;
  editor.commit(ungroup(new Set(groups.map((one) => one.group_id))), { label });
  editor.announce(`${label}.`);
}

/** The groups that folding is about: those of the selection, else all that can still be folded or opened. */
function toFold(editor: Editor, fold: boolean): Group[] {
  const { segment } = editor;
  const folded = foldedIn(segment.segment_id);
  const selection = chosen(editor);
  const among = selection.steps.size > 0 ? touchedGroups(editor, selection) : (segment.groups ?? []);
  return among.filter((one) => folded.has(one.group_id) !== fold);
}

function fold(editor: Editor, folds: boolean): void {
  const groups = toFold(editor, folds);
  foldInEditor(
    editor,
    groups.map((one) => one.group_id),
    folds,
  );
  editor.announce(`${folds ? "Folded" : "Opened"} ${counted(groups.length, "group")}.`);
}

/** The one group that the selection reaches into, and the selected steps outside it. */
function growing(editor: Editor): { group: Group; step_ids: ReadonlySet<string> } | null {
  const selection = chosen(editor);
  const [group, ...others] = touchedGroups(editor, selection);
  if (!group || others.length > 0) return null;
  const inside = new Set(group.step_ids);
  const step_ids = new Set([...selection.steps].filter((id) => !inside.has(id)));
  return step_ids.size === 0 ? null : { group, step_ids };
}

const needsGroup = ({ editor }: CommandContext) =>
  touchedGroups(editor, chosen(editor)).length === 0 ? "Select a step of a group first." : null;

export const groupCommands: readonly Command<CommandContext>[] = [
  {
    id: "group",
    title: "Group the selection",
    section: "Arrange",
    words: "frame box together section",
    keys: ["mod+g"],
    unavailable: ({ editor }) => {
      const selection = chosen(editor);
      if (selection.steps.size === 0) return "Select the steps to group first.";
      const whole = chosenGroup(editor, selection);
      return whole ? `These steps are the group ${groupTitle(whole)} already.` : null;
    },
    run: group,
  },
  {
    id: "ungroup",
    title: "Ungroup",
    section: "Arrange",
    words: "dissolve frame apart",
    keys: ["mod+shift+g"],
    unavailable: needsGroup,
    run: dissolve,
  },
  {
    id: "add_to_group",
    title: "Add the selection to its group",
    section: "Arrange",
    words: "member join put into frame",
    unavailable: ({ editor }) =>
      growing(editor) ? null : "Select steps of one group together with the steps to add to it.",
    run: ({ editor }) => {
      const into = growing(editor);
      if (into) editor.commit(addToGroup(into.group.group_id, into.step_ids), { label: "Add to group" });
    },
  },
  {
    id: "take_out_of_group",
    title: "Take the selection out of its group",
    section: "Arrange",
    words: "member leave remove from frame",
    unavailable: needsGroup,
    run: ({ editor }) => editor.commit(takeOutOfGroup(chosen(editor).steps), { label: "Take out of group" }),
  },
  {
    id: "fold_groups",
    title: "Fold groups",
    section: "Arrange",
    words: "collapse close hide",
    keys: ["alt+shift+g"],
    unavailable: ({ editor }) =>
      toFold(editor, true).length === 0 ? "There is no open group to fold here." : null,
    run: ({ editor }) => fold(editor, true),
  },
  {
    id: "open_groups",
    title: "Open groups",
    section: "Arrange",
    words: "expand unfold show",
    keys: ["alt+g"],
    unavailable: ({ editor }) =>
      toFold(editor, false).length === 0 ? "There is no folded group to open here." : null,
    run: ({ editor }) => fold(editor, false),
  },
];
