import { addToGroup, takeOutOfGroup } from "../gestures/change-members.ts";
import { useDocument, useEditor } from "../store/editor-context.tsx";
import { Field } from "../ui/Field.tsx";
import { Select } from "../ui/Select.tsx";
import { groupTitle } from "./group-title.ts";

/** No id is written so: ids begin with a letter. */
const NONE = "-";

/** Which group these steps are in; nothing where the segment has no groups. */
export function GroupSelect({ step_ids }: { step_ids: ReadonlySet<string> }) {
  const editor = useEditor();
  const groups = useDocument(({ segment }) => segment.groups);
  if (!groups) return null;
  const own = [...step_ids].map(
    (id) => groups.find((group) => group.step_ids.includes(id))?.group_id ?? NONE,
  );
  const shared = own.every((id) => id === own[0]) ? own[0] : undefined;
  const choose = (group_id: string) =>
    group_id === NONE
      ? editor.commit(takeOutOfGroup(step_ids), { label: "Take out of group" })
      : editor.commit(addToGroup(group_id, step_ids), { label: "Add to group" });
  return (
    <Field label="Group">
      {({ id, "aria-describedby": describedBy }) => (
        <Select
          id={id}
          {...(describedBy !== undefined && { "aria-describedby": describedBy })}
          value={shared}
          placeholder="Mixed"
          onValueChange={choose}
          options={[
            { value: NONE, label: "None" },
            ...groups.map((group) => ({ value: group.group_id, label: groupTitle(group) })),
          ]}
        />
      )}
    </Field>
  );
}
