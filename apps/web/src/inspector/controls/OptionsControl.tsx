import type { SchemaControlProps } from "../../schema-form/controls.ts";
import { Input } from "../../ui/Input.tsx";
import { Select } from "../../ui/Select.tsx";
import { DraftInput } from "../DraftInput.tsx";
import { FieldErrors } from "../FieldErrors.tsx";
import { messagesAt } from "../problems-at.ts";
import { useStepForm } from "../step-form-context.tsx";
import {
  newOption,
  type OptionRow,
  optionText,
  readOptions,
  withLabel,
  withOptionField,
  writeOptions,
} from "./option-rows.ts";
import { RowsControl } from "./RowsControl.tsx";

const STYLES = [
  { value: "neutral", label: "Neutral" },
  { value: "primary", label: "Primary" },
  { value: "danger", label: "Danger" },
] as const;

/** The answers to choose from, in their order. */
export function OptionsControl(props: SchemaControlProps) {
  const { isConnected } = useStepForm();
  return (
    <RowsControl
      control={props}
      noun="option"
      read={readOptions}
      write={writeOptions}
      fresh={newOption}
      ordered
      look="box"
    >
      {(row, { index, all, set }) => (
        <OptionFields
          row={row}
          number={index + 1}
          path={`${props.path}/${index}`}
          disabled={props.disabled}
          onLabel={(text) => set(withLabel(all, index, text, isConnected(optionText(row, "id"))))}
          onChange={set}
        />
      )}
    </RowsControl>
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
