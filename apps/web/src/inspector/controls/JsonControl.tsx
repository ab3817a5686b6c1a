import { useState } from "react";
import { ExpressionEditor } from "../../expression-editor/ExpressionEditor.tsx";
import type { SchemaControlProps } from "../../schema-form/controls.ts";
import { CodeEditor } from "../../ui/CodeEditor.tsx";
import { ToggleGroup } from "../../ui/ToggleGroup.tsx";
import { PreviewLine } from "../preview/PreviewLine.tsx";
import { useNames, useStepForm } from "../step-form-context.tsx";
import { isJson, textOf } from "./field-text.ts";
import { useJsonDraft } from "./use-json-draft.ts";
import { useJsonReferences } from "./use-json-references.ts";

const MODES = [
  { value: "json", label: "JSON" },
  { value: "text", label: "Text" },
] as const;
type Mode = (typeof MODES)[number]["value"];

/** Any JSON, or a text; texts in either may hold templates. */
export function JsonControl(props: SchemaControlProps) {
  const { id, label, schema, value, path, disabled, onChange } = props;
  const { seal } = useStepForm();
  const names = useNames(path);
  const references = useJsonReferences(label, path);
  const takesText = schema.type === undefined;
  const [mode, setMode] = useState<Mode>(() => (takesText && isPlainText(value) ? "text" : "json"));
  const [text, setText] = useJsonDraft(value, onChange);
  const aria = { "aria-describedby": props["aria-describedby"], "aria-invalid": props["aria-invalid"] };
  const isDraft = mode === "json" && typeof value === "string" && value.trim() !== "" && !isJson(text);
  return (
    <div className="flex flex-col gap-1.5">
      {takesText && (
        <ToggleGroup
          label={`Kind of ${label.toLowerCase()}`}
          value={mode}
          onValueChange={setMode}
          options={MODES}
          className="self-start"
        />
      )}
      {mode === "json" ? (
        <CodeEditor
          id={id}
          label={label}
          value={text}
          readOnly={disabled}
          onChange={setText}
          onBlur={seal}
          extension={references}
          className="min-h-16"
          {...aria}
        />
      ) : (
        <>
          <ExpressionEditor
            id={id}
            label={label}
            mode="template"
            multiline
            value={textOf(value)}
            names={names}
            disabled={disabled}
            onChange={(next) => onChange(next === "" ? undefined : next)}
            onBlur={seal}
            className="min-h-18"
            {...aria}
          />
          <PreviewLine label={label} mode="template" value={textOf(value)} path={path} withSwitch />
        </>
      )}
      {isDraft && takesText && (
        <p className="text-warning-text text-xs">This is not JSON yet: as it stands it is taken as text.</p>
      )}
    </div>
  );
}

/** A text that looks like the beginning of JSON is most likely JSON that is not finished. */
function isPlainText(value: unknown): boolean {
  return typeof value === "string" && !/^\s*[[{]/.test(value.replace(/^\s*\{\{/, ""));
}
