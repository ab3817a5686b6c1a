// Fields of our own, chosen by ui-schema.ts, for what the form library has no good control for.
import { ariaDescribedByIds, type FieldProps } from "@rjsf/utils";
import { isJsonObject, type JsonObject, type JsonValue, jsonPointer } from "@worktrail/shared/json";
import { jsonSchemaProblems } from "@worktrail/shared/segment/json-schema";
import { useState } from "react";
import { CodeEditor } from "../ui/CodeEditor.tsx";
import { Input } from "../ui/Input.tsx";
import { Select } from "../ui/Select.tsx";
import type { SchemaControlProps, SchemaControls } from "./controls.ts";
import { discriminatorOf } from "./discriminator.ts";

function controlProps(props: FieldProps): SchemaControlProps {
  const { fieldPathId, schema, formData, onChange, disabled, readonly, required, rawErrors, name } = props;
  return {
    id: fieldPathId.$id,
    label: schema.title ?? name,
    schema: schema as JsonObject,
    value: formData,
    onChange: (value) => onChange(value, fieldPathId.path),
    path: jsonPointer(...fieldPathId.path),
    disabled: disabled || readonly || false,
    required: required ?? false,
    "aria-describedby": ariaDescribedByIds(fieldPathId.$id),
    "aria-invalid": rawErrors && rawErrors.length > 0 ? true : undefined,
  };
}

/** The control that the caller gave for this field's `x-control`. */
export function ControlField(props: FieldProps) {
  const controls: SchemaControls = props.registry.formContext.controls;
  const Control = controls[String(props.schema["x-control"])];
  return Control ? <Control {...controlProps(props)} /> : null;
}

/** Any JSON, as text; what does not parse yet is kept in the editor and not handed on. */
export function JsonField(props: FieldProps) {
  const { id, label, value, onChange, disabled, ...aria } = controlProps(props);
  const [text, setText] = useState(() => (value === undefined ? "" : JSON.stringify(value, null, 2)));
  const change = (next: string) => {
    setText(next);
    if (next.trim() === "") return onChange(undefined);
    try {
      const parsed: JsonValue = JSON.parse(next);
      onChange(parsed);
    } catch {
      // The editor marks the place.
    }
  };
  return (
    <CodeEditor
      id={id}
      label={label}
      value={text}
      readOnly={disabled}
      onChange={change}
      className="min-h-16"
      aria-describedby={aria["aria-describedby"]}
      aria-invalid={aria["aria-invalid"]}
    />
  );
}

/** One of several plain types in one line of text: `404` is a number where numbers are allowed. */
export function ScalarField(props: FieldProps) {
  const { id, label, schema, value, onChange, disabled, required, ...aria } = controlProps(props);
  const bare = props.uiSchema?.["ui:options"]?.label === false;
  return (
    <Input
      id={id}
      value={typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value)}
      disabled={disabled}
      aria-label={bare ? label : undefined}
      aria-required={required || undefined}
      aria-describedby={aria["aria-describedby"]}
      aria-invalid={aria["aria-invalid"]}
      onChange={({ target }) => onChange(readScalar(schema, target.value))}
    />
  );
}

/** The reading of a text that fits the schema, the plainest first; the text itself where none does. */
export function readScalar(schema: JsonObject, text: string): JsonValue | undefined {
  if (text === "") return undefined;
  const fits = (value: JsonValue) => jsonSchemaProblems(schema, value).length === 0;
  if (/^(-?\d|true$|false$|null$)/.test(text)) {
    try {
      const read: JsonValue = JSON.parse(text);
      if (fits(read)) return read;
    } catch {
      // Not a number after all.
    }
  }
  return text;
}

/** Alternatives told apart by one constant: a choice, and the fields of what was chosen. */
export function UnionField(props: FieldProps) {
  const { id, value, onChange, disabled, ...aria } = controlProps(props);
  const union = discriminatorOf(props.schema);
  if (!union) return null;
  const { key, variants } = union;
  const chosen = isJsonObject(value) ? variants.find((variant) => variant.value === value[key]) : undefined;
  const { SchemaField } = props.registry.fields;
  return (
    <div className="flex flex-col gap-3">
      <Select
        id={id}
        value={chosen?.value}
        disabled={disabled}
        placeholder="Not set"
        onValueChange={(next) => onChange(next === "" ? undefined : { [key]: next })}
        options={variants.map((variant) => ({ value: variant.value, label: variant.title }))}
        aria-describedby={aria["aria-describedby"]}
      />
      {chosen && SchemaField && Object.keys(chosen.schema.properties ?? {}).length > 0 && (
        <SchemaField
          {...props}
          schema={{ ...chosen.schema, title: chosen.title }}
          uiSchema={props.registry.formContext.uiSchemaFor(chosen.schema)}
        />
      )}
    </div>
  );
}
