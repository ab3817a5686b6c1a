import { type JsonValue, jsonPointer } from "@worktrail/shared/json";
import { ExpressionEditor } from "../../expression-editor/ExpressionEditor.tsx";
import type { SchemaControlProps } from "../../schema-form/controls.ts";
import { cn } from "../../ui/cn.ts";
import { Input } from "../../ui/Input.tsx";
import { FieldErrors } from "../FieldErrors.tsx";
import { messagesAt } from "../problems-at.ts";
import { RowList } from "../RowList.tsx";
import { useNames, useStepForm } from "../step-form-context.tsx";
import { useRows } from "../use-rows.ts";
import { textOf } from "./field-text.ts";
import { type KeyValueRow, readKeyValues, rowProblem, writeKeyValues } from "./key-value-rows.ts";

/** Names with values in which templates may stand: headers, a query. */
export function KeyValueControl(props: SchemaControlProps) {
  return <KeyedRows {...props} mode="template" noun={singular(props.label)} />;
}

/** "Headers" are made of headers; where the label is no plural, of entries. */
function singular(label: string): string {
  return label.endsWith("s") ? label.slice(0, -1).toLowerCase() : "entry";
}

/** Names with expressions: the fields of the object that a transform makes. */
export function ExpressionMapControl(props: SchemaControlProps) {
  return <KeyedRows {...props} mode="expression" noun="field" />;
}

type KeyedRowsProps = SchemaControlProps & { mode: "expression" | "template"; noun: string };

function KeyedRows(props: KeyedRowsProps) {
  const { id, label, value, path, mode, noun, disabled, onChange } = props;
  const rows = useRows<KeyValueRow, JsonValue | undefined>({
    value,
    read: readKeyValues,
    write: writeKeyValues,
    onChange,
  });
  const all = rows.rows.map(({ row }) => row);
  return (
    <RowList
      id={id}
      label={label}
      noun={noun}
      describedBy={props["aria-describedby"]}
      rows={rows.rows}
      disabled={disabled}
      look={mode === "expression" ? "box" : "line"}
      onAdd={() => rows.add({ key: "", value: "" })}
      onRemove={rows.remove}
    >
      {(row, row_id, index) => (
        <KeyedRow
          row={row}
          name={`${noun} ${index + 1}`}
          path={path + jsonPointer(row.key)}
          mode={mode}
          disabled={disabled}
          problem={rowProblem(all, index, noun)}
          onChange={(next) => rows.set(row_id, next)}
        />
      )}
    </RowList>
  );
}

interface KeyedRowProps {
  row: KeyValueRow;
  name: string;
  path: string;
  mode: "expression" | "template";
  disabled: boolean;
  problem: string | null;
  onChange: (row: KeyValueRow) => void;
}

function KeyedRow({ row, name, path, mode, disabled, problem, onChange }: KeyedRowProps) {
  const { problems, seal } = useStepForm();
  const names = useNames(path);
  const messages = [...(problem === null ? messagesAt(problems, path) : [problem])];
  const stacked = mode === "expression";
  return (
    <div data-field-path={path} className="flex flex-col gap-1">
      <div className={stacked ? "flex flex-col gap-1.5" : "flex items-start gap-1"}>
        <Input
          aria-label={`Name of ${name}`}
          placeholder="name"
          value={row.key}
          disabled={disabled}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={problem !== null || undefined}
          className={cn("font-mono text-xs", !stacked && "w-2/5 shrink-0")}
          onChange={({ target }) => onChange({ ...row, key: target.value })}
          onBlur={seal}
        />
        <ExpressionEditor
          mode={mode}
          multiline={stacked}
          label={`${stacked ? "Expression" : "Value"} of ${name}`}
          placeholder={stacked ? "expression" : "value"}
          value={textOf(row.value)}
          names={names}
          disabled={disabled}
          aria-invalid={messages.length > 0 && problem === null}
          onChange={(text) => onChange({ ...row, value: text })}
          onBlur={seal}
          className="min-w-0 flex-1"
        />
      </div>
      <FieldErrors messages={messages} />
    </div>
  );
}
