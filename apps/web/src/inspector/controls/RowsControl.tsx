import type { JsonValue } from "@worktrail/shared/json";
import type { ReactNode } from "react";
import type { SchemaControlProps } from "../../schema-form/controls.ts";
import { RowList } from "../RowList.tsx";
import { useRows } from "../use-rows.ts";

export interface RowsControlProps<Row> {
  control: SchemaControlProps;
  /** One of the rows: "header". */
  noun: string;
  read: (value: JsonValue | undefined) => Row[];
  write: (rows: readonly Row[]) => JsonValue | undefined;
  /** The row that is added. */
  fresh: (rows: readonly Row[]) => Row;
  /** The order of the rows means something. */
  ordered?: boolean;
  look: "line" | "box";
  children: (row: Row, place: { index: number; all: readonly Row[]; set: (row: Row) => void }) => ReactNode;
}

/** A field that is edited as a list of rows. */
export function RowsControl<Row>(props: RowsControlProps<Row>) {
  const { control, noun, read, write, fresh, ordered = false, look, children } = props;
  const { id, label, schema, value, disabled, onChange } = control;
  const rows = useRows<Row, JsonValue | undefined>({ value, read, write, onChange });
  const all = rows.rows.map(({ row }) => row);
  return (
    <RowList
      id={id}
      label={label}
      noun={noun}
      describedBy={control["aria-describedby"]}
      rows={rows.rows}
      disabled={disabled}
      look={look}
      {...(typeof schema.maxItems === "number" && { max: schema.maxItems })}
      onAdd={() => rows.add(fresh(all))}
      onRemove={rows.remove}
      {...(ordered && { onMove: rows.move })}
    >
      {(row, row_id, index) => children(row, { index, all, set: (next) => rows.set(row_id, next) })}
    </RowList>
  );
}
