import type { JsonValue } from "@worktrail/shared/json";
import type { SchemaControlProps } from "../../schema-form/controls.ts";
import { Input } from "../../ui/Input.tsx";
import { Select } from "../../ui/Select.tsx";
import { DraftInput } from "../DraftInput.tsx";
import { FieldErrors } from "../FieldErrors.tsx";
import { messagesAt } from "../problems-at.ts";
import { RowList } from "../RowList.tsx";
import { useStepForm } from "../step-form-context.tsx";
import { useRows } from "../use-rows.ts";
import {
  newOption,
  type OptionRow,
  optionText,
  readOptions,
  withLabel,
  withOptionField,
  writeOptions,
} from "./option-rows.ts";

const STYLES = [
  { value: "neutral", label: "Neutral" },
  { value: "primary", label: "Primary" },
  { value: "danger", label: "Danger" },
] as const;

/** The answers to choose from, in their order. */
export function OptionsControl(props: SchemaControlProps) {
  const { id, label, schema, value, path, disabled, onChange } = props;
  const { isConnected } = useStepForm();
  const rows = useRows<OptionRow, JsonValue | undefined>({
    value,
    read: readOptions,
    write: writeOptions,
    onChange,
  });
  const all = rows.rows.map(({ row }) => row);
  return (
    <RowList
      id={id}
      label={label}
      noun="option"
      describedBy={props["aria-describedby"]}
      rows={rows.rows}
      disabled={disabled}
      look="box"
      {...(typeof schema.maxItems === "number" && { max: schema.maxItems })}
      onAdd={() => rows.add(newOption(all))}
      onRemove={rows.remove}
      onMove={rows.move}
    >
      {(row, row_id, index) => (
        <OptionFields
          row={row}
          number={index + 1}
          path={`${path}/${index}`}
          disabled={disabled}
          onLabel={(text) =>
            rows.set(row_id, withLabel(all, index, text, isConnected(optionText(row, "id"))))
          }
          onChange={(next) => rows.set(row_id, next)}
        />
      )}
    </RowList>
  );
}

interface OptionFieldsProps {
  row: OptionRow;
  number: number;
  path: string;
  disabled: boolean;
  onLabel: (label: string) => void;
  onChange: (row: OptionRow) => void;
}

function OptionFields({ row, number, path, disabled, onLabel, onChange }: OptionFieldsProps) {
  const { problems, seal } = useStepForm();
  const messages = messagesAt(problems, path);
  const style = STYLES.find((known) => known.value === optionText(row, "style"))?.value;
  return (
    <div data-field-path={path} className="flex flex-col gap-1.5">
      <Input
        aria-label={`Label of option ${number}`}
        placeholder="Words on the button"
        value={optionText(row, "label")}
        disabled={disabled}
        onChange={({ target }) => onLabel(target.value)}
        onBlur={seal}
      />
      <div className="flex gap-1.5">
        <DraftInput
          aria-label={`Id of option ${number}`}
          placeholder="id"
          value={optionText(row, "id")}
          disabled={disabled}
          aria-invalid={messages.length > 0}
          className="min-w-0 flex-1 font-mono text-xs"
          onCommit={(text) => onChange(withOptionField(row, "id", text.trim()))}
        />
        <Select
          aria-label={`Style of option ${number}`}
          value={style ?? "neutral"}
          disabled={disabled}
          options={STYLES}
          className="w-26 shrink-0"
          onValueChange={(chosen) => onChange(withOptionField(row, "style", chosen))}
        />
      </div>
      <FieldErrors messages={messages} />
    </div>
  );
}
