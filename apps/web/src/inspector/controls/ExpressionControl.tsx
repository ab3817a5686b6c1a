import { type ReactNode, type RefObject, useRef } from "react";
import { ExpressionEditor, type ExpressionEditorHandle } from "../../expression-editor/ExpressionEditor.tsx";
import type { SchemaControlProps } from "../../schema-form/controls.ts";
import { PreviewLine } from "../preview/PreviewLine.tsx";
import { SecretButton } from "../secrets/SecretButton.tsx";
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

/** A text that usually is the name of a secret. */
export function SecretControl(props: SchemaControlProps) {
  return <CodeControl {...props} mode="template" multiline={false} />;
}

function CodeControl(props: SchemaControlProps & { mode: "expression" | "template"; multiline: boolean }) {
  const { id, label, schema, value, path, mode, multiline, required, disabled, onChange } = props;
  const names = useNames(path);
  const { seal } = useStepForm();
  const text = textOf(value);
  return (
    <WithSecrets path={path} label={label} disabled={disabled}>
      {(more) => (
        <>
          <ExpressionEditor
            id={id}
            label={label}
            mode={mode}
            multiline={multiline}
            value={text}
            names={names}
            disabled={disabled}
            placeholder={exampleOf(schema)}
            onChange={(next) => onChange(textValue(next, required))}
            onBlur={seal}
            className={multiline && mode === "template" ? "min-h-18" : undefined}
            aria-describedby={props["aria-describedby"]}
            aria-invalid={props["aria-invalid"]}
            aria-required={required || undefined}
            {...more}
          />
          <PreviewLine label={label} mode={mode} value={text} path={path} withSwitch />
        </>
      )}
    </WithSecrets>
  );
}

interface WithSecretsProps {
  path: string;
  label: string;
  disabled: boolean;
  children: (more: { handle?: RefObject<ExpressionEditorHandle | null>; after?: ReactNode }) => ReactNode;
}

/** Where a field may name secrets, a button in it lists them. */
export function WithSecrets({ path, label, disabled, children }: WithSecretsProps) {
  const handle = useRef<ExpressionEditorHandle>(null);
  const { allowsSecrets } = useStepForm();
  if (!allowsSecrets(path)) return children({});
  const after = (
    <SecretButton label={label} disabled={disabled} onPick={(text) => handle.current?.insert(text)} />
  );
  return children({ handle, after });
}
