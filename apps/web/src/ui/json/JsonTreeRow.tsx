import { assertNever } from "@worktrail/shared/errors";
import type { JsonValue } from "@worktrail/shared/json";
import { ChevronRight, Table2 } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../cn.ts";
import { count, jsonPreview } from "../json-preview.ts";
import type { JsonRow } from "./json-rows.ts";
import { isListOfObjects } from "./json-table.ts";
import { Marked } from "./Marked.tsx";

export const ROW_HEIGHT = 22;
const INDENT = 12;
/** Deeper levels stand under each other: the room is for the values. */
const MAX_INDENTS = 14;
const MAX_SHOWN = 300;

export type JsonTreeRowProps = {
  row: JsonRow;
  id: string;
  top: number;
  active: boolean;
  query: string;
  onPress: () => void;
  onTable: () => void;
};

export function JsonTreeRow({ row, id, top, active, query, onPress, onTable }: JsonTreeRowProps) {
  const indent = Math.min(row.level - 1, MAX_INDENTS) * INDENT;
  return (
    // The tree takes the keys; the mouse presses its lines.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      role="treeitem"
      id={id}
      tabIndex={-1}
      aria-level={row.level}
      aria-posinset={row.place}
      aria-setsize={row.siblings}
      aria-selected={active}
      {...(row.open !== null && { "aria-expanded": row.open })}
      onClick={onPress}
      style={{ top, height: ROW_HEIGHT, paddingLeft: indent + 4 }}
      className={cn(
        "group/row absolute inset-x-0 flex cursor-default items-center gap-1 pr-2 hover:bg-hover",
        active && "bg-hover",
      )}
    >
      <ChevronRight
        aria-hidden
        className={cn(
          "size-3 shrink-0 text-muted",
          row.open === null && "invisible",
          row.open === true && "rotate-90",
        )}
      />
      <span className="min-w-0 truncate whitespace-pre">
        <RowWords row={row} query={query} />
      </span>
      {row.kind === "value" && isListOfObjects(row.value) && (
        <button
          type="button"
          tabIndex={-1}
          aria-label={`Show ${row.name ?? "the list"} as a table`}
          onClick={(event) => {
            event.stopPropagation();
            onTable();
          }}
          className="ml-auto flex size-5 shrink-0 items-center justify-center rounded-md text-muted hover:text-text"
        >
          <Table2 aria-hidden className="size-3.5" />
        </button>
      )}
    </div>
  );
}

function RowWords({ row, query }: { row: JsonRow; query: string }): ReactNode {
  switch (row.kind) {
    case "page":
      return (
        <span className="text-muted">
          [{row.from.toLocaleString("en")} … {row.to.toLocaleString("en")}]
        </span>
      );
    case "text":
      return (
        <span className="text-success-text">
          <Marked text={row.text} query={query} />
        </span>
      );
    case "value":
      return (
        <>
          {row.name !== null && (
            <>
              <span className="text-accent-text">
                <Marked text={String(row.name).slice(0, MAX_SHOWN)} query={query} />
              </span>
              <span className="text-muted">: </span>
            </>
          )}
          <ValueWords value={row.value} size={row.children} open={row.open === true} query={query} />
        </>
      );
    default:
      return assertNever(row);
  }
}

function ValueWords({
  value,
  size,
  open,
  query,
}: {
  value: JsonValue;
  size: number;
  open: boolean;
  query: string;
}) {
  if (size > 0) {
    const words = Array.isArray(value) ? count(size, "item") : count(size, "key");
    return <span className="text-muted">{open ? words : jsonPreview(value)}</span>;
  }
  if (typeof value === "string") {
    if (open) return <span className="text-muted">{count(value.length, "character")}</span>;
    const shown = value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}…` : value;
    return (
      <span className="text-success-text">
        "<Marked text={shown.replaceAll("\n", "↵")} query={query} />"
      </span>
    );
  }
  return (
    <span className={toneOf(value)}>
      <Marked text={jsonPreview(value)} query={query} />
    </span>
  );
}

function toneOf(value: JsonValue): string {
  if (typeof value === "number") return "text-info-text";
  return typeof value === "boolean" ? "text-warning-text" : "text-muted";
}
