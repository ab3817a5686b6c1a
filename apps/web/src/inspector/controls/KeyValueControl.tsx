import { jsonPointer } from "@worktrail/shared/json";
import { ExpressionEditor } from "../../expression-editor/ExpressionEditor.tsx";
import type { SchemaControlProps } from "../../schema-form/controls.ts";
import { cn } from "../../ui/cn.ts";
import { Input } from "../../ui/Input.tsx";
import { FieldErrors } from "../FieldErrors.tsx";
import { PreviewLine } from "../preview/PreviewLine.tsx";
import { messagesAt } from "../problems-at.ts";
import { useNames, useStepForm } from "../step-form-context.tsx";
import { WithSecrets } from "./ExpressionControl.tsx";
import { textOf } from "./field-text.ts";
import { type KeyValueRow, readKeyValues, rowProblem, writeKeyValues } from "./key-value-rows.ts";
import { RowsControl } from "./RowsControl.tsx";

/** Names with values in which templates may stand: headers, a query. */
export function KeyValueControl(props: SchemaControlProps) {
  return <KeyedRows control={props} mode="template" noun={singular(props.label)} />;
}

/** "Headers" are made of headers; where the label is no plural, of entries. */
function singular(label: string): string {
  return label.endsWith("s") ? label.slice(0, -1).toLowerCase() : "entry";
}

/** Names with expressions: the fields of the object that a transform makes. */
export function ExpressionMapControl(props: SchemaControlProps) {
  return <KeyedRows control={props} mode="expression" noun="field" />;
}

type KeyedRowsProps = { control: SchemaControlProps; mode: "expression" | "template"; noun: string };

function KeyedRows({ control, mode, noun }: KeyedRowsProps) {
  return (
    <RowsControl
      control={control}
      noun={noun}
      read={readKeyValues}
      write={writeKeyValues}
      fresh={() => ({ key: "", value: "" })}
      look={mode === "expression" ? "box" : "line"}
    >
      {(row, { index, all, set }) => (
        <KeyedRow
          row={row}
          name={`${noun} ${index + 1}`}
          path={control.path + jsonPointer(row.key)}
          mode={mode}
          disabled={control.disabled}
          problem={rowProblem(all, index, noun)}
          onChange={set}
        />
      )}
    </RowsControl>
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
  const label = `${stacked ? "Expression" : "Value"} of ${name}`;
  return (
    <div data-field-path={path} className="flex flex-col gap-1">
      <div className={stacked ? "flex flex-col gap-1.5" : "flex flex-wrap items-start gap-1"}>
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
        <WithSecrets path={path} label={label} disabled={disabled}>
          {(more) => (
            <ExpressionEditor
              mode={mode}
              multiline={stacked}
              label={label}
              placeholder={stacked ? "expression" : "value"}
              value={textOf(row.value)}
              names={names}
              disabled={disabled}
              aria-invalid={messages.length > 0 && problem === null}
              onChange={(text) => onChange({ ...row, value: text })}
              onBlur={seal}
              // What is long has a line of its own.
              className={textOf(row.value).length > 14 ? "min-w-0 basis-full" : "min-w-0 flex-1"}
              {...more}
            />
          )}
        </WithSecrets>
      </div>
      <PreviewLine label={label} mode={mode} value={textOf(row.value)} path={path} />
      <FieldErrors messages={messages} />
    </div>
  );
}
