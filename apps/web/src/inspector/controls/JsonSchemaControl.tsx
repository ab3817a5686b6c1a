import { useEffect, useRef, useState } from "react";
import type { SchemaControlProps } from "../../schema-form/controls.ts";
import { CodeEditor } from "../../ui/CodeEditor.tsx";
import { useStepForm } from "../step-form-context.tsx";
import { useJsonDraft } from "./use-json-draft.ts";

const STARTER = { type: "object", properties: { answer: { type: "string" } }, required: ["answer"] };

/** A JSON Schema as text. What is not JSON yet is kept as text, so that leaving the field loses nothing. */
export function JsonSchemaControl(props: SchemaControlProps) {
  const { id, label, value, disabled, onChange } = props;
  const { seal } = useStepForm();
  const [text, setText] = useJsonDraft(value, onChange);
  const [opened, setOpened] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (opened) frame.current?.focus();
  }, [opened]);
  if (value === undefined && !opened) {
    return (
      <button
        type="button"
        id={id}
        disabled={disabled}
        aria-describedby={props["aria-describedby"]}
        className="self-start rounded-md px-1.5 py-1 text-accent-text text-xs hover:bg-hover"
        onClick={() => {
          setOpened(true);
          onChange(STARTER);
        }}
      >
        Begin with an example
      </button>
    );
  }
  return (
    <div ref={frame} tabIndex={-1} className="outline-none">
      <CodeEditor
        id={id}
        label={label}
        value={text}
        readOnly={disabled}
        onChange={setText}
        onBlur={seal}
        className="min-h-16"
        aria-describedby={props["aria-describedby"]}
        aria-invalid={props["aria-invalid"]}
      />
    </div>
  );
}
