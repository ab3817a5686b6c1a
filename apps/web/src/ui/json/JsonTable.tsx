import type { JsonValue } from "@worktrail/shared/json";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { jsonPreview } from "../json-preview.ts";
import { columnsOf, type JsonList, sortedRows, type TableSort } from "./json-table.ts";
import { Marked } from "./Marked.tsx";
import { useRowWindow } from "./use-row-window.ts";

const ROW_HEIGHT = 26;
const HEAD_HEIGHT = 28;
const PLACE_WIDTH = 56;
const SAMPLE = 60;
const MAX_CHARACTERS = 36;

/** A list of objects as a table: a column for every key, drawn as far as it is in sight. */
export function JsonTable({
  rows,
  label,
  maxHeight,
  query,
}: {
  rows: JsonList;
  label: string;
  maxHeight: number;
  query: string;
}) {
  const box = useRef<HTMLElement>(null);
  const [sort, setSort] = useState<TableSort | null>(null);
  const { columns, left_out } = useMemo(() => columnsOf(rows), [rows]);
  const widths = useMemo(() => columns.map((column) => widthOf(column, rows)), [columns, rows]);
  const order = useMemo(() => sortedRows(rows, sort), [rows, sort]);
  const { from, end } = useRowWindow(box, order.length, ROW_HEIGHT, HEAD_HEIGHT);
  return (
    // A box that scrolls has to be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section ref={box} aria-label={label} tabIndex={0} style={{ maxHeight }} className="overflow-auto">
      <table
        aria-rowcount={rows.length + 1}
        style={{ width: widths.reduce((sum, width) => sum + width, PLACE_WIDTH) }}
        className="table-fixed border-collapse text-left text-xs"
      >
        <thead>
          <tr style={{ height: HEAD_HEIGHT }}>
            <th
              scope="col"
              style={{ width: PLACE_WIDTH }}
              className="sticky top-0 z-10 bg-raised px-2 font-medium text-muted"
            >
              #
            </th>
            {columns.map((column, index) => (
              <ColumnHead
                key={column}
                column={column}
                width={widths[index] ?? 80}
                sort={sort}
                onSort={() => setSort(nextSort(sort, column))}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {from > 0 && <tr aria-hidden style={{ height: from * ROW_HEIGHT }} />}
          {order.slice(from, end).map((at, index) => (
            <tr
              key={at}
              aria-rowindex={from + index + 2}
              style={{ height: ROW_HEIGHT }}
              className="border-line border-t hover:bg-hover"
            >
              <td className="px-2 text-muted tabular-nums">{at}</td>
              {columns.map((column) => (
                <Cell key={column} value={rows[at]?.[column]} query={query} />
              ))}
            </tr>
          ))}
          {end < order.length && <tr aria-hidden style={{ height: (order.length - end) * ROW_HEIGHT }} />}
        </tbody>
      </table>
      {left_out > 0 && (
        <p className="sticky left-0 p-2 text-muted text-xs">
          {left_out} more columns are not shown. The tree shows everything.
        </p>
      )}
    </section>
  );
}

function ColumnHead({
  column,
  width,
  sort,
  onSort,
}: {
  column: string;
  width: number;
  sort: TableSort | null;
  onSort: () => void;
}) {
  const sorted = sort?.column === column ? (sort.descending ? "descending" : "ascending") : "none";
  return (
    <th
      scope="col"
      aria-sort={sorted}
      style={{ width }}
      className="sticky top-0 z-10 bg-raised font-medium text-muted"
    >
      <button
        type="button"
        onClick={onSort}
        title={`Sort by ${column}`}
        className="flex h-7 w-full items-center gap-1 px-2 text-left hover:text-text focus-visible:-outline-offset-2"
      >
        <span className="truncate">{column}</span>
        {sorted === "ascending" && <ArrowUp aria-hidden className="size-3 shrink-0" />}
        {sorted === "descending" && <ArrowDown aria-hidden className="size-3 shrink-0" />}
      </button>
    </th>
  );
}

function Cell({ value, query }: { value: JsonValue | undefined; query: string }) {
  const text = cellText(value);
  return (
    <td className="max-w-0 truncate whitespace-pre px-2 font-mono" title={text.slice(0, 500)}>
      <Marked text={text.slice(0, 300)} query={query} />
    </td>
  );
}

function cellText(value: JsonValue | undefined): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : jsonPreview(value);
}

/** First up, then down, then as it was. */
function nextSort(sort: TableSort | null, column: string): TableSort | null {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? null : { column, descending: true };
}

function widthOf(column: string, rows: JsonList): number {
  const lengths = rows.slice(0, SAMPLE).map((row) => cellText(row[column]).length);
  const longest = Math.max(column.length + 2, 4, ...lengths);
  return Math.min(longest, MAX_CHARACTERS) * 7.5 + 16;
}
