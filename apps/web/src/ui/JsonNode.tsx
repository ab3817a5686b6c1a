import { isJsonObject, type JsonValue } from "@worktrail/shared/json";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { cn } from "./cn.ts";
import { JsonText } from "./JsonText.tsx";
import { count, jsonPreview } from "./json-preview.ts";

const CHILDREN_AT_ONCE = 100;

interface JsonNodeProps {
  name?: string | undefined;
  value: JsonValue;
  depth: number;
  openDepth: number;
}

/** One value of a `JsonView` with what lies below it. */
export function JsonNode({ name, value, depth, openDepth }: JsonNodeProps) {
  const key = name === undefined ? null : <JsonKey name={name} />;
  if (Array.isArray(value) && value.length > 0) {
    const entryAt = (index: number): [string, JsonValue] => [String(index), value[index] ?? null];
    return (
      <Folder
        label={key}
        value={value}
        size={value.length}
        entryAt={entryAt}
        depth={depth}
        openDepth={openDepth}
      />
    );
  }
  if (isJsonObject(value) && Object.keys(value).length > 0) {
    const entries = Object.entries(value);
    const entryAt = (index: number): [string, JsonValue] => entries[index] ?? ["", null];
    return (
      <Folder
        label={key}
        value={value}
        size={entries.length}
        entryAt={entryAt}
        depth={depth}
        openDepth={openDepth}
      />
    );
  }
  return (
    <div className={cn("wrap-anywhere whitespace-pre-wrap", depth > 0 && "pl-4")}>
      {key}
      <JsonLeaf value={value} />
    </div>
  );
}

function JsonKey({ name }: { name: string }) {
  return (
    <>
      <span className="text-accent-text">{name.length > 200 ? `${name.slice(0, 200)}…` : name}</span>
      <span className="text-muted">: </span>
    </>
  );
}

function JsonLeaf({ value }: { value: JsonValue }) {
  if (typeof value === "string") return <JsonText text={value} />;
  const tone =
    typeof value === "number"
      ? "text-info-text"
      : typeof value === "boolean"
        ? "text-warning-text"
        : "text-muted";
  return <span className={tone}>{jsonPreview(value)}</span>;
}

interface FolderProps {
  label: ReactNode;
  value: JsonValue;
  size: number;
  entryAt: (index: number) => [string, JsonValue];
  depth: number;
  openDepth: number;
}

function Folder({ label, value, size, entryAt, depth, openDepth }: FolderProps) {
  const [open, setOpen] = useState(depth < openDepth);
  const [limit, setLimit] = useState(CHILDREN_AT_ONCE);
  const shown = open ? Math.min(size, limit) : 0;
  return (
    <div>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="-mx-0.5 flex min-h-6 max-w-full items-center rounded-md px-0.5 text-left hover:bg-hover focus-visible:outline-offset-0"
      >
        <ChevronRight
          aria-hidden
          className={cn(
            "mr-1 size-3 shrink-0 text-muted transition-transform duration-100",
            open && "rotate-90",
          )}
        />
        <span className="truncate">
          {label}
          <span className="text-muted">
            {open ? (Array.isArray(value) ? count(size, "item") : count(size, "key")) : jsonPreview(value)}
          </span>
        </span>
      </button>
      {open && (
        <div className="ml-1.5 border-line border-l pl-2">
          {Array.from({ length: shown }, (_, index) => {
            const [name, child] = entryAt(index);
            return <JsonNode key={name} name={name} value={child} depth={depth + 1} openDepth={openDepth} />;
          })}
          {size > shown && (
            <button
              type="button"
              onClick={() => setLimit(limit + CHILDREN_AT_ONCE)}
              className="ml-4 rounded-md text-accent-text hover:underline"
            >
              Show {Math.min(CHILDREN_AT_ONCE, size - shown)} more of {size.toLocaleString("en")}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
