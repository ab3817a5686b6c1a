import type { JsonObject } from "@worktrail/shared/json";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { Input } from "../../ui/Input.tsx";
import { Select } from "../../ui/Select.tsx";
import { FieldErrors } from "../FieldErrors.tsx";
import { RowList } from "../RowList.tsx";
import { useRows } from "../use-rows.ts";
import {
  defaultText,
  FIELD_TYPES,
  type FieldType,
  fieldType,
  type InputField,
  nameProblem,
  readInputFields,
  withDefault,
  withFieldType,
  withTitle,
  writeInputFields,
} from "./input-fields.ts";

const TYPE_WORDS: Readonly<Record<FieldType | "any", string>> = {
  string: "Text",
  number: "Number",
  integer: "Whole number",
  boolean: "True or false",
  object: "Object",
  array: "List",
  any: "Anything",
};
const TYPES = [...FIELD_TYPES, "any" as const].map((value) => ({ value, label: TYPE_WORDS[value] }));

interface InputFieldsEditorProps {
  schema: JsonObject | undefined;
  onChange: (schema: JsonObject | undefined) => void;
  onLeave: () => void;
}

/** What a run is asked for at its start, field by field. */
export function InputFieldsEditor({ schema, onChange, onLeave }: InputFieldsEditorProps) {
  const rows = useRows<InputField, JsonObject | undefined>({
    value: schema,
    read: (value) => readInputFields(value) ?? [],
    write: (fields) => writeInputFields(schema, fields),
    onChange,
  });
  const fields = rows.rows.map(({ row }) => row);
  return (
    <RowList
      label="Input fields"
      noun="field"
      look="box"
      rows={rows.rows}
      onAdd={() => rows.add({ name: "", schema: { type: "string" }, required: false })}
      onRemove={rows.remove}
      onMove={rows.move}
    >
      {(field, row_id, index) => (
        <FieldRow
          field={field}
          number={index + 1}
          problem={nameProblem(fields, index)}
          onChange={(next) => rows.set(row_id, next)}
          onLeave={onLeave}
        />
      )}
    </RowList>
  );
}

interface FieldRowProps {
  field: InputField;
  number: number;
  problem: string | null;
  onChange: (field: InputField) => void;
  onLeave: () => void;
}

function FieldRow({ field, number, problem, onChange, onLeave }: FieldRowProps) {
  const title = typeof field.schema.title === "string" ? field.schema.title : "";
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only notices that a field inside was left.
    <div className="flex flex-col gap-1.5" data-field-path={`/properties/${field.name}`} onBlur={onLeave}>
      <div className="flex gap-1.5">
        <Input
          aria-label={`Name of field ${number}`}
          placeholder="name"
          value={field.name}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={problem !== null || undefined}
          className="min-w-0 flex-1 font-mono text-xs"
          onChange={({ target }) => onChange({ ...field, name: target.value })}
        />
        <Select
          aria-label={`Type of field ${number}`}
          value={fieldType(field)}
          options={TYPES}
          className="w-30 shrink-0"
          onValueChange={(type) => onChange(withFieldType(field, type))}
        />
      </div>
      <div className="flex gap-1.5">
        <Input
          aria-label={`Title of field ${number}`}
          placeholder="Title"
          value={title}
          autoComplete="off"
          className="min-w-0 flex-1"
          onChange={({ target }) => onChange(withTitle(field, target.value))}
        />
        <Input
          aria-label={`Default of field ${number}`}
          placeholder="Default"
          value={defaultText(field.schema.default)}
          spellCheck={false}
          autoComplete="off"
          className="w-30 shrink-0 font-mono text-xs"
          onChange={({ target }) => onChange(withDefault(field, target.value))}
        />
      </div>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside is the control. */}
      <label className="flex items-center gap-2 self-start text-xs">
        <Checkbox
          aria-label={`Field ${number} is required`}
          checked={field.required}
          onCheckedChange={(checked) => onChange({ ...field, required: checked === true })}
        />
        Required
      </label>
      <FieldErrors messages={problem === null ? [] : [problem]} />
    </div>
  );
}
