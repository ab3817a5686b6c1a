import { sameValue } from "@worktrail/shared/segment/same-value";
import { useRef, useState } from "react";

export type Keyed<Row> = { readonly row_id: number; readonly row: Row };

export interface RowsOptions<Row, Value> {
  value: Value;
  read: (value: Value) => Row[];
  /** What is kept of the rows; half-written ones may be left out, they stay in the list all the same. */
  write: (rows: readonly Row[]) => Value;
  onChange: (value: Value) => void;
}

/**
 * A value edited as a list of rows. Rows keep their identity while they are edited; a value that comes from
 * elsewhere (undo, say) replaces them.
 */
export function useRows<Row, Value>({ value, read, write, onChange }: RowsOptions<Row, Value>) {
  const nextId = useRef(0);
  const keyed = (rows: readonly Row[]): Keyed<Row>[] =>
    rows.map((row) => ({ row_id: nextId.current++, row }));
  const [held, setHeld] = useState(() => keyed(read(value)));
  const canonical = (rows: readonly Row[]) => write(rows) ?? null;
  const isCurrent = sameValue(canonical(held.map(({ row }) => row)), canonical(read(value)));
  const rows = isCurrent ? held : keyed(read(value));
  if (rows !== held) setHeld(rows);

  const change = (next: readonly Keyed<Row>[]) => {
    setHeld([...next]);
    const written = write(next.map(({ row }) => row));
    if (!sameValue(written ?? null, value ?? null)) onChange(written);
  };
  return {
    rows,
    set: (row_id: number, row: Row) =>
      change(rows.map((entry) => (entry.row_id === row_id ? { row_id, row } : entry))),
    add: (row: Row): number => {
      const [entry] = keyed([row]);
      if (entry) change([...rows, entry]);
      return entry?.row_id ?? -1;
    },
    remove: (row_id: number) => change(rows.filter((entry) => entry.row_id !== row_id)),
    move: (row_id: number, by: -1 | 1) => change(moved(rows, row_id, by)),
  };
}

function moved<Row>(rows: readonly Keyed<Row>[], row_id: number, by: -1 | 1): readonly Keyed<Row>[] {
  const from = rows.findIndex((entry) => entry.row_id === row_id);
  const entry = rows[from];
  const to = from + by;
  if (!entry || to < 0 || to >= rows.length) return rows;
  return rows.toSpliced(from, 1).toSpliced(to, 0, entry);
}
