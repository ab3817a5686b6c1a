import { Field } from "../ui/Field.tsx";
import { Input } from "../ui/Input.tsx";
import { type DurationBounds, type DurationUnit, durationText, readDuration } from "./duration-text.ts";
import { useDraft } from "./use-draft.ts";

export interface DurationFieldProps {
  label: string;
  hint?: string | undefined;
  path: string;
  value: number | undefined;
  unit: DurationUnit;
  bounds: DurationBounds;
  placeholder?: string | undefined;
  /** Problems that validation found at this place. */
  messages?: readonly string[];
  onCommit: (value: number | undefined) => void;
  onLeave: () => void;
}

/** A length of time that may be left out, written and shown in words. */
export function DurationField(props: DurationFieldProps) {
  const { label, hint, path, value, unit, bounds, placeholder, messages = [], onCommit, onLeave } = props;
  const draft = useDurationDraft({ value, unit, bounds, onCommit, onLeave });
  const error = draft.problem ?? (messages.length > 0 ? messages.join(" ") : undefined);
  return (
    <div data-field-path={path} className="min-w-0 flex-1">
      <Field label={label} hint={hint} error={error} aside={<Meaning text={draft.meaning} />}>
        {(control) => <Input {...control} {...draft.control} autoComplete="off" placeholder={placeholder} />}
      </Field>
    </div>
  );
}

/** How a time that is being written is read. */
export function Meaning({ text }: { text: string | null }) {
  return text === null ? null : <span className="text-muted text-xs">= {text}</span>;
}

type DurationDraftOptions = Pick<DurationFieldProps, "value" | "unit" | "bounds" | "onCommit" | "onLeave">;

export function useDurationDraft({ value, unit, bounds, onCommit, onLeave }: DurationDraftOptions) {
  const shown = durationText(value, unit);
  const draft = useDraft({
    value: shown,
    live: true,
    check: (text) => {
      const reading = readDuration(text, unit, bounds);
      return reading.ok ? null : reading.message;
    },
    onCommit: (text) => {
      const reading = readDuration(text, unit, bounds);
      if (reading.ok && reading.value !== value) onCommit(reading.value);
    },
    onLeave,
  });
  const isPlain = draft.text.trim() === "" || draft.problem !== null || draft.text.trim() === shown;
  return { ...draft, meaning: isPlain ? null : shown };
}
