import { isJsonObject, type JsonObject } from "@worktrail/shared/json";
import { useState } from "react";
import { setSegmentField } from "../../gestures/set-segment-field.ts";
import { useDocument, useEditor } from "../../store/editor-context.tsx";
import { CodeEditor } from "../../ui/CodeEditor.tsx";
import { ToggleGroup } from "../../ui/ToggleGroup.tsx";
import { FieldErrors } from "../FieldErrors.tsx";
import { Section } from "../Section.tsx";
import { InputFieldsEditor } from "./InputFieldsEditor.tsx";
import { readInputFields } from "./input-fields.ts";

const MODES = [
  { value: "fields", label: "Fields" },
  { value: "schema", label: "JSON Schema" },
] as const;
type Mode = (typeof MODES)[number]["value"];

/** What a run of the segment is started with. */
export function InputSection({ messages }: { messages: readonly string[] }) {
  const editor = useEditor();
  const schema = useDocument(({ segment }) => segment.input_schema);
  const [chosen, setChosen] = useState<Mode>("fields");
  const isListable = readInputFields(schema) !== null;
  const mode = isListable ? chosen : "schema";
  const change = (next: JsonObject | undefined) =>
    editor.commit(setSegmentField("input_schema", next), {
      label: "Change input",
      merge_key: "segment:input_schema",
    });
  const count = Object.keys(isJsonObject(schema?.properties) ? schema.properties : {}).length;
  return (
    <Section
      title="Input"
      summary={count === 0 ? "Anything" : `${count} field${count === 1 ? "" : "s"}`}
      defaultOpen
    >
      <p className="text-muted text-xs">What a run is started with. Expressions read it as run.input.</p>
      <div data-field-path="/input_schema" className="flex flex-col gap-3">
        {isListable ? (
          <ToggleGroup
            label="Written as"
            value={mode}
            options={MODES}
            onValueChange={setChosen}
            className="flex"
          />
        ) : (
          <p className="text-muted text-xs">This schema says more than a list of fields can show.</p>
        )}
        {mode === "fields" ? (
          <InputFieldsEditor schema={schema} onChange={change} onLeave={editor.seal} />
        ) : (
          <SchemaText schema={schema} onChange={change} onLeave={editor.seal} />
        )}
        <FieldErrors messages={messages} />
      </div>
    </Section>
  );
}

interface SchemaTextProps {
  schema: JsonObject | undefined;
  onChange: (schema: JsonObject | undefined) => void;
  onLeave: () => void;
}

/** The schema as text. Only an object can be kept in a segment; until the text is one, it stays here. */
function SchemaText({ schema, onChange, onLeave }: SchemaTextProps) {
  const [text, setText] = useState(() => (schema === undefined ? "" : JSON.stringify(schema, null, 2)));
  const read = objectIn(text);
  const change = (next: string) => {
    setText(next);
    const value = objectIn(next);
    if (value !== null) onChange(value);
  };
  return (
    <>
      <CodeEditor
        label="Input as JSON Schema"
        value={text}
        onChange={change}
        onBlur={onLeave}
        aria-invalid={read === null}
      />
      <FieldErrors messages={read === null ? ["Write a JSON object. The last one that was is kept."] : []} />
    </>
  );
}

/** Undefined for nothing, null for what is not an object of JSON. */
function objectIn(text: string): JsonObject | undefined | null {
  if (text.trim() === "") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
