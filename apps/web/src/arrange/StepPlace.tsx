import { disableSteps } from "../gestures/disable-steps.ts";
import { GroupSelect } from "../groups/GroupSelect.tsx";
import { useEditor } from "../store/editor-context.tsx";
import { Field } from "../ui/Field.tsx";
import { Kbd } from "../ui/Kbd.tsx";
import { Switch } from "../ui/Switch.tsx";

/** Whether a run takes this step, and which group it stands in. */
export function StepPlace({ step_id, disabled }: { step_id: string; disabled: boolean }) {
  const editor = useEditor();
  const set = (next: boolean) =>
    editor.commit(disableSteps(new Set([step_id]), next), {
      label: next ? "Disable step" : "Enable step",
    });
  return (
    <div className="flex flex-col gap-3 px-3 pb-3">
      <Field
        label="Disabled"
        layout="row"
        aside={<Kbd keys={["D"]} className="text-muted" />}
        {...(disabled && { hint: "A run passes what arrives on its first input on to its first output." })}
      >
        {(control) => <Switch {...control} checked={disabled} onCheckedChange={set} />}
      </Field>
      <GroupSelect step_ids={new Set([step_id])} />
    </div>
  );
}
