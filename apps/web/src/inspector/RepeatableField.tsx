import { useId } from "react";
import { Label } from "../ui/Field.tsx";
import { Switch } from "../ui/Switch.tsx";

interface RepeatableFieldProps {
  repeatable: boolean;
  onChange: (repeatable: boolean) => void;
}

/** Whether the step may be run again by itself when nobody knows how far it came. */
export function RepeatableField({ repeatable, onChange }: RepeatableFieldProps) {
  const id = useId();
  return (
    <div data-field-path="/repeatable" className="flex flex-col gap-1.5">
      <div className="flex items-center justify-between gap-2">
        <Label htmlFor={id}>Repeatable</Label>
        <Switch id={id} aria-describedby={`${id}-words`} checked={repeatable} onCheckedChange={onChange} />
      </div>
      <p id={`${id}-words`} className="text-muted text-xs">
        {repeatable
          ? "If the server stops in the middle of this step, it is run again."
          : "If the server stops in the middle of this step, a person is asked what happened before it runs again."}
      </p>
    </div>
  );
}
