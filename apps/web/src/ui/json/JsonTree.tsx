import type { JsonValue } from "@worktrail/shared/json";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { JsonTreeRow, ROW_HEIGHT } from "./JsonTreeRow.tsx";
import { idsAbove, type JsonPath, type JsonRow, jsonRows, rowId } from "./json-rows.ts";
import { treeStep } from "./tree-keys.ts";
import { useRowWindow } from "./use-row-window.ts";

export type JsonTreeProps = {
  value: JsonValue;
  label: string;
  openDepth: number;
  maxHeight: number;
  /** Marked wherever it stands. */
  query: string;
  chosen: JsonPath | null;
  onChoose: (path: JsonPath) => void;
  /** To be brought into sight; another object each time. */
  wanted: { readonly path: JsonPath } | null;
  onTable: (path: JsonPath) => void;
};

/** Pixels of a character of the code font at its size in here. */
const CHARACTER = 7.3;
const MIN_COLUMNS = 24;

/** A value as a tree: only the lines in sight are drawn. */
export function JsonTree(props: JsonTreeProps) {
  const { value, label, openDepth, maxHeight, query, chosen, onChoose, wanted, onTable } = props;
  const box = useRef<HTMLDivElement>(null);
  const own = useId();
  const [opened, setOpened] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [columns, setColumns] = useState(60);
  const [active, setActive] = useState<string | null>(null);
  const rows = useMemo(
    () => jsonRows(value, { openDepth, opened, columns }),
    [value, openDepth, opened, columns],
  );
  const { from, end, width } = useRowWindow(box, rows.length, ROW_HEIGHT);
  useEffect(() => {
    if (width > 0) setColumns(Math.max(MIN_COLUMNS, Math.floor((width - 60) / CHARACTER)));
  }, [width]);
  const at = active === null ? -1 : rows.findIndex(({ id }) => id === active);
  const scrollTo = (index: number) => scrollIntoBox(box.current, index);

  // Opening the way to a match makes its line, and only then there is something to scroll to.
  const sought = useRef<JsonPath | null>(null);
  useEffect(() => {
    if (!wanted) return;
    sought.current = wanted.path;
    setOpened(
      (known) => new Map([...known, ...idsAbove(value, wanted.path).map((id) => [id, true] as const)]),
    );
    setActive(rowId(wanted.path));
    onChoose(wanted.path);
  }, [wanted, value, onChoose]);
  useEffect(() => {
    if (sought.current === null) return;
    const index = rows.findIndex(({ id }) => id === rowId(sought.current ?? []));
    if (index === -1) return;
    sought.current = null;
    scrollIntoBox(box.current, index);
  }, [rows]);

  const choose = (row: JsonRow) => {
    setActive(row.id);
    onChoose(row.path);
  };
  const toggle = (row: JsonRow) => {
    if (row.open !== null) setOpened(new Map(opened).set(row.id, !row.open));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = treeStep(event.key, rows, at);
    const row = step && rows[step.index];
    if (!row) return;
    event.preventDefault();
    event.stopPropagation();
    choose(row);
    if (step.kind === "toggle") toggle(row);
    else scrollTo(step.index);
  };
  return (
    <div
      ref={box}
      role="tree"
      aria-label={label}
      tabIndex={0}
      {...(at >= from && at < end && { "aria-activedescendant": `${own}${active}` })}
      onKeyDown={onKeyDown}
      style={{ maxHeight }}
      className="overflow-y-auto overflow-x-hidden font-mono text-xs focus-visible:-outline-offset-2"
    >
      <div style={{ height: rows.length * ROW_HEIGHT }} role="presentation" className="relative">
        {rows.slice(from, end).map((row, index) => (
          <JsonTreeRow
            key={row.id}
            row={row}
            id={`${own}${row.id}`}
            top={(from + index) * ROW_HEIGHT}
            active={row.id === active || (active === null && chosen !== null && row.id === rowId(chosen))}
            query={query}
            onPress={() => {
              choose(row);
              toggle(row);
            }}
            onTable={() => onTable(row.path)}
          />
        ))}
      </div>
    </div>
  );
}

function scrollIntoBox(box: HTMLElement | null, index: number): void {
  if (!box) return;
  const top = index * ROW_HEIGHT;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + ROW_HEIGHT > box.scrollTop + box.clientHeight)
    box.scrollTop = top + ROW_HEIGHT - box.clientHeight;
}
