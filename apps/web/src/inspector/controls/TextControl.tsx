import type { SchemaControlProps } from "../../schema-form/controls.ts";
import { Textarea } from "../../ui/Textarea.tsx";
import { useStepForm } from "../step-form-context.tsx";
import { exampleOf, textOf, textValue } from "./field-text.ts";

/** Plain text of several lines. */
export function TextControl(props: SchemaControlProps) {
  const { id, schema, value, required, disabled, onChange } = props;
  const { seal } = useStepForm();
  return (
    <Textarea
      id={id}
      value={textOf(value)}
      disabled={disabled}
      placeholder={exampleOf(schema)}
      aria-describedby={props["aria-describedby"]}
      aria-invalid={props["aria-invalid"]}
      aria-required={required || undefined}
      onChange={({ target }) => onChange(textValue(target.value, required))}
      onBlur={seal}
    />
  );
}
