import { Field } from "../ui/Field.tsx";
import { Input } from "../ui/Input.tsx";
import { type NumberBounds, readNumber } from "./number-text.ts";
import { useDraft } from "./use-draft.ts";

export interface NumberFieldProps {
  label: string;
  hint?: string | undefined;
  path: string;
  value: number | undefined;
  bounds: NumberBounds;
  placeholder?: string | undefined;
  /** Problems that validation found at this place. */
  messages?: readonly string[];
  onCommit: (value: number | undefined) => void;
  onLeave: () => void;
}

/** A number that may be left out. What is no number yet stays in the field and is not taken over. */
export function NumberField(props: NumberFieldProps) {
  const { label, hint, path, value, bounds, placeholder, messages = [], onCommit, onLeave } = props;
  const draft = useDraft({
    value: value === undefined ? "" : String(value),
    live: true,
    check: (text) => {
      const reading = readNumber(text, bounds);
      return reading.ok ? null : reading.message;
    },
    onCommit: (text) => {
      const reading = readNumber(text, bounds);
      if (reading.ok && reading.value !== value) onCommit(reading.value);
    },
    onLeave,
  });
  const error = draft.problem ?? (messages.length > 0 ? messages.join(" ") : undefined);
  return (
    <div data-field-path={path} className="min-w-0 flex-1">
      <Field label={label} hint={hint} error={error}>
        {(control) => (
          <Input
            {...control}
            {...draft.control}
            inputMode="decimal"
            autoComplete="off"
            placeholder={placeholder}
          />
        )}
      </Field>
    </div>
  );
}
