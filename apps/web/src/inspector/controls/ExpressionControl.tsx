import { ExpressionEditor } from "../../expression-editor/ExpressionEditor.tsx";
import type { SchemaControlProps } from "../../schema-form/controls.ts";
import { useNames, useStepForm } from "../step-form-context.tsx";
import { exampleOf, textOf, textValue } from "./field-text.ts";

/** One CEL expression. */
export function ExpressionControl(props: SchemaControlProps) {
  return <CodeControl {...props} mode="expression" multiline />;
}

/** A text with `{{ }}` in it; of several lines where the schema says so. */
export function TemplateControl(props: SchemaControlProps) {
  const multiline = props.schema["x-multiline"] === true;
  return <CodeControl {...props} mode="template" multiline={multiline} />;
}

function CodeControl(props: SchemaControlProps & { mode: "expression" | "template"; multiline: boolean }) {
  const { id, label, schema, value, path, mode, multiline, required, disabled, onChange } = props;
  const names = useNames(path);
  const { seal } = useStepForm();
  return (
    <ExpressionEditor
      id={id}
      label={label}
      mode={mode}
      multiline={multiline}
      value={textOf(value)}
      names={names}
      disabled={disabled}
      placeholder={exampleOf(schema)}
      onChange={(text) => onChange(textValue(text, required))}
      onBlur={seal}
      className={multiline && mode === "template" ? "min-h-18" : undefined}
      aria-describedby={props["aria-describedby"]}
      aria-invalid={props["aria-invalid"]}
      aria-required={required || undefined}
    />
  );
}
