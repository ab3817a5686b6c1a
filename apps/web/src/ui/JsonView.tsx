import { isJsonObject, type JsonValue } from "@worktrail/shared/json";
import { Download, ListTree, Search, Table2 } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { CopyButton } from "./CopyButton.tsx";
import { cn } from "./cn.ts";
import { downloadJson } from "./download-json.ts";
import { IconButton } from "./IconButton.tsx";
import { JsonText } from "./JsonText.tsx";
import { JsonSearchBar } from "./json/JsonSearchBar.tsx";
import { JsonTable } from "./json/JsonTable.tsx";
import { JsonTree } from "./json/JsonTree.tsx";
import { jsonPathText } from "./json/json-path-text.ts";
import { type JsonPath, valueAt } from "./json/json-rows.ts";
import { isListOfObjects, tableTarget } from "./json/json-table.ts";
import { useJsonSearch } from "./json/use-json-search.ts";
import { jsonPreview } from "./json-preview.ts";
import { ToggleGroup } from "./ToggleGroup.tsx";

export interface JsonViewProps {
  value: JsonValue | undefined;
  /** Names the tree for assistive technology: "Output of Fetch orders". */
  label: string;
  /** How many levels are open at first. */
  openDepth?: number;
  /** What the value is called in expressions, such as `steps.fetch.output`: with it, paths can be used there. */
  root?: string;
  /** Pixels; what is longer scrolls. */
  maxHeight?: number;
  className?: string;
}

/**
 * A value to read: a tree that folds, finds, copies paths and values and is saved as a file, or a table where it is a
 * list of objects. Only what is in sight is drawn, so that megabytes do not stop the page.
 */
export function JsonView({ value, ...props }: JsonViewProps) {
  const { label, className } = props;
  if (value === undefined) return <p className={cn("text-muted text-sm", className)}>No value.</p>;
  const isEmpty = Array.isArray(value) ? value.length === 0 : Object.keys(value ?? {}).length === 0;
  if ((!Array.isArray(value) && !isJsonObject(value)) || isEmpty) {
    return (
      <section
        aria-label={label}
        className={cn("relative rounded-md border border-line bg-sunken p-2 pr-9", className)}
      >
        <CopyValue value={value} label={label} className="absolute top-1 right-1 bg-sunken" />
        <div className="wrap-anywhere max-h-120 overflow-y-auto whitespace-pre-wrap font-mono text-xs leading-5">
          {typeof value === "string" ? <JsonText text={value} /> : jsonPreview(value)}
        </div>
      </section>
    );
  }
  return <JsonFrame value={value} {...props} />;
}

const textOf = (value: JsonValue) => (typeof value === "string" ? value : JSON.stringify(value, null, 2));

function CopyValue({ value, label, className }: { value: JsonValue; label: string; className?: string }) {
  return (
    <CopyButton
      text={() => textOf(value)}
      label={`Copy ${label}`}
      size="sm"
      tooltipSide="left"
      {...(className && { className })}
    />
  );
}

function JsonFrame({
  value,
  label,
  openDepth = 2,
  root,
  maxHeight = 480,
  className,
}: JsonViewProps & { value: JsonValue }) {
  const search = useJsonSearch(value);
  const [searching, setSearching] = useState(false);
  const [chosen, setChosen] = useState<JsonPath | null>(null);
  const [table, setTable] = useState<JsonPath | null>(null);
  const rows = table && valueAt(value, table);
  const target = table ?? tableTarget(value, chosen);
  const close = () => {
    setSearching(false);
    search.setQuery("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isTyping = event.target instanceof HTMLInputElement;
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    setSearching(true);
  };
  return (
    <section
      aria-label={label}
      onKeyDown={onKeyDown}
      className={cn("min-w-0 rounded-md border border-line bg-sunken", className)}
    >
      <div className="flex h-8 items-center gap-0.5 border-line border-b pr-1 pl-2">
        <span className="min-w-0 flex-1 truncate font-mono text-muted text-xs">
          {table && table.length > 0 ? jsonPathText("", table) : jsonPreview(value)}
        </span>
        {target && (
          <ToggleGroup
            label={`Show ${label} as`}
            className="h-6"
            value={table ? "table" : "tree"}
            onValueChange={(as) => setTable(as === "table" ? target : null)}
            options={VIEWS}
          />
        )}
        <IconButton
          label={`Find in ${label}`}
          size="sm"
          aria-pressed={searching}
          onClick={() => (searching ? close() : setSearching(true))}
        >
          <Search />
        </IconButton>
        <CopyValue value={value} label={label} />
        <IconButton
          label={`Download ${label}`}
          size="sm"
          onClick={() => downloadJson(label, JSON.stringify(value, null, 2))}
        >
          <Download />
        </IconButton>
      </div>
      {searching && <JsonSearchBar search={search} label={label} onClose={close} />}
      {table && isListOfObjects(rows ?? undefined) && Array.isArray(rows) ? (
        <JsonTable
          rows={rows.filter(isJsonObject)}
          label={label}
          maxHeight={maxHeight}
          query={search.marked}
        />
      ) : (
        <JsonTree
          value={value}
          label={label}
          openDepth={openDepth}
          maxHeight={maxHeight}
          query={search.marked}
          wanted={search.wanted}
          chosen={chosen}
          onChoose={setChosen}
          onTable={setTable}
        />
      )}
      {chosen && !table && (
        <Chosen path={jsonPathText(root ?? "", chosen)} value={valueAt(value, chosen) ?? null} />
      )}
    </section>
  );
}

const VIEWS = [
  { value: "tree", label: "Tree", icon: <ListTree /> },
  { value: "table", label: "Table", icon: <Table2 /> },
] as const;

/** Where the chosen value stands, and what can be taken from there. */
function Chosen({ path, value }: { path: string; value: JsonValue }) {
  return (
    <div className="flex h-8 items-center gap-0.5 border-line border-t pr-1 pl-2">
      {/* The end of a path says the most. */}
      <code className="min-w-0 flex-1 truncate font-mono text-xs [direction:rtl] text-left">
        <bdi>{path || "The whole value"}</bdi>
      </code>
      {path !== "" && <CopyButton text={path} label="Copy path" size="sm" />}
      <CopyButton text={() => textOf(value)} label="Copy value" size="sm" />
    </div>
  );
}
