import type { Group, PaperColor } from "@worktrail/shared/segment/schema";
import { ChevronsDownUp, ChevronsUpDown, Ungroup, X } from "lucide-react";
import { selectSteps } from "../canvas/selection.ts";
import { stepName } from "../canvas/step-look.ts";
import { takeOutOfGroup } from "../gestures/change-members.ts";
import { ungroup } from "../gestures/group-steps.ts";
import { setGroupField } from "../gestures/set-group-field.ts";
import { DraftInput } from "../inspector/DraftInput.tsx";
import { useDocument, useEditor, useSession } from "../store/editor-context.tsx";
import { Button } from "../ui/Button.tsx";
import { counted } from "../ui/counted.ts";
import { Field } from "../ui/Field.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { chosenGroup, presentIn } from "./chosen-groups.ts";
import { foldInEditor, useFoldedGroups } from "./folded-groups.ts";
import { groupTitle } from "./group-title.ts";
import { PaperPicker } from "./PaperPicker.tsx";

/** The group whose steps are selected; nothing where they are none. */
export function GroupSection() {
  const editor = useEditor();
  const selection = useSession((state) => state.selection);
  const segment = useDocument((state) => state.segment);
  const folded = new Set(useFoldedGroups(({ bySegment }) => bySegment[segment.segment_id]));
  const group = chosenGroup(editor, selection, folded);
  if (!group) return null;
  return <GroupEditor key={group.group_id} group={group} folded={folded.has(group.group_id)} />;
}

function GroupEditor({ group, folded }: { group: Group; folded: boolean }) {
  const editor = useEditor();
  const { group_id } = group;
  const paint = (color: PaperColor) =>
    editor.commit(setGroupField(group_id, "color", color), {
      label: "Colour group",
      merge_key: `paper:${group_id}`,
    });
  return (
    <section aria-label="Group" className="flex flex-col gap-4 border-line border-b p-3">
      <h2 className="font-semibold text-base">Group</h2>
      <Field label="Title">
        {({ id }) => (
          <DraftInput
            id={id}
            value={group.title}
            placeholder={groupTitle(group)}
            maxLength={200}
            spellCheck
            live
            onCommit={(title) =>
              editor.commit(setGroupField(group_id, "title", title), {
                label: "Rename group",
                merge_key: `group:${group_id}`,
              })
            }
            onLeave={editor.seal}
          />
        )}
      </Field>
      <div className="flex flex-col gap-1">
        <span aria-hidden className="font-medium text-xs">
          Colour
        </span>
        <PaperPicker
          label="Colour of the group"
          value={group.color ?? "grey"}
          onChange={paint}
          className="-ml-1"
        />
      </div>
      <Members group={group} />
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => foldInEditor(editor, [group_id], !folded)}>
          {folded ? <ChevronsUpDown aria-hidden /> : <ChevronsDownUp aria-hidden />}
          {folded ? "Open" : "Fold"}
        </Button>
        <Button size="sm" onClick={() => editor.commit(ungroup(new Set([group_id])), { label: "Ungroup" })}>
          <Ungroup aria-hidden /> Ungroup
        </Button>
      </div>
      <p className="text-muted text-xs">
        Dragging a step never changes its group: the frame grows with it. Take a step out here, or add steps
        by selecting them together with one of the group.
      </p>
    </section>
  );
}

function Members({ group }: { group: Group }) {
  const editor = useEditor();
  const members = presentIn(editor, group).flatMap((id) => editor.graph.steps.get(id) ?? []);
  return (
    <div className="flex flex-col gap-1">
      <h3 className="font-medium text-xs">{counted(members.length, "step")}</h3>
      <ul className="flex flex-col">
        {members.map(({ step, contract }) => (
          <li key={step.step_id} className="flex items-center">
            <button
              type="button"
              className="h-7 min-w-0 flex-1 truncate rounded-md px-2 text-left hover:bg-hover"
              onClick={() => editor.select(selectSteps([step.step_id]))}
            >
              {stepName(step, contract ?? null)}
            </button>
            <IconButton
              label={`Take ${stepName(step, contract ?? null)} out of the group`}
              size="sm"
              onClick={() =>
                editor.commit(takeOutOfGroup(new Set([step.step_id])), { label: "Take out of group" })
              }
            >
              <X />
            </IconButton>
          </li>
        ))}
      </ul>
    </div>
  );
}
