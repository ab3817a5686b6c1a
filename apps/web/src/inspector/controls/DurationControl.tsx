import type { JsonObject } from "@worktrail/shared/json";
import type { SchemaControlProps } from "../../schema-form/controls.ts";
import { Input } from "../../ui/Input.tsx";
import { Meaning, useDurationDraft } from "../DurationField.tsx";
import type { DurationBounds, DurationUnit } from "../duration-text.ts";
import { FieldErrors } from "../FieldErrors.tsx";
import { useStepForm } from "../step-form-context.tsx";
import { textOf } from "./field-text.ts";

/** A length of time, kept as a number of the unit that the schema names with `x-unit`. */
export function DurationControl(props: SchemaControlProps) {
  const { value } = props;
  if (value === undefined || typeof value === "number") return <Duration {...props} value={value} />;
  return <Unreadable {...props} />;
}

function Duration(props: SchemaControlProps & { value: number | undefined }) {
  const { id, schema, value, required, disabled, onChange } = props;
  const { seal } = useStepForm();
  const unit: DurationUnit = schema["x-unit"] === "hours" ? "hours" : "seconds";
  const draft = useDurationDraft({
    value,
    unit,
    bounds: boundsOf(schema),
    onCommit: (next) => onChange(next),
    onLeave: seal,
  });
  return (
    <div className="flex flex-col gap-1.5">
      <div className="relative">
        <Input
          id={id}
          {...draft.control}
          disabled={disabled}
          autoComplete="off"
          placeholder="none"
          aria-required={required || undefined}
          aria-describedby={props["aria-describedby"]}
          aria-invalid={draft.problem !== null || props["aria-invalid"]}
        />
        <span className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center">
          <Meaning text={draft.meaning} />
        </span>
      </div>
      <FieldErrors messages={draft.problem === null ? [] : [draft.problem]} />
    </div>
  );
}

/** What somebody wrote that is no number is shown as it is, until it is replaced. */
function Unreadable({ id, value, disabled, onChange, ...aria }: SchemaControlProps) {
  const read = (text: string) => (text === "" ? undefined : /^\d+(\.\d+)?$/.test(text) ? Number(text) : text);
  return (
    <Input
      id={id}
      value={textOf(value)}
      disabled={disabled}
      aria-invalid={aria["aria-invalid"]}
      aria-describedby={aria["aria-describedby"]}
      onChange={({ target }) => onChange(read(target.value))}
    />
  );
}

function boundsOf({ minimum, maximum, exclusiveMinimum, type }: JsonObject): DurationBounds {
  return {
    ...(typeof minimum === "number" && { min: minimum }),
    ...(typeof maximum === "number" && { max: maximum }),
    ...(typeof exclusiveMinimum === "number" && { above: exclusiveMinimum }),
    ...(type === "integer" && { integer: true }),
  };
}
