import { samplePreview, typeOfShape } from "@worktrail/shared/expression/fields";
import { ChevronRight, CornerDownLeft, GripVertical } from "lucide-react";
import { useState } from "react";
import { endReferenceDrag, startReferenceDrag } from "../../expression-editor/reference-drag.ts";
import { referenceText } from "../../expression-editor/reference-text.ts";
import { cn } from "../../ui/cn.ts";
import { childEntries, type DataEntry, entryCount } from "./data-entries.ts";

const AT_ONCE = 30;

interface DataTreeProps {
  label: string;
  entries: readonly DataEntry[];
  /** Where a value goes that is inserted; null where no field had the focus yet. */
  onInsert: ((reference: string) => void) | null;
  openDepth?: number;
}

/** Values to drag onto a field, or to insert into the one that had the focus last. */
export function DataTree({ label, entries, onInsert, openDepth = 0 }: DataTreeProps) {
  return (
    <ul aria-label={label} className="flex flex-col">
      <Entries entries={entries} total={entries.length} depth={0} onInsert={onInsert} openDepth={openDepth} />
    </ul>
  );
}

interface EntriesProps extends Omit<DataTreeProps, "label" | "openDepth"> {
  total: number;
  depth: number;
  openDepth: number;
  onMore?: () => void;
}

function Entries({ entries, total, depth, openDepth, onInsert, onMore }: EntriesProps) {
  return (
    <>
      {entries.map((entry) => (
        <Entry
          key={referenceText(entry.path)}
          entry={entry}
          depth={depth}
          openDepth={openDepth}
          onInsert={onInsert}
        />
      ))}
      {total > entries.length && onMore && (
        <li style={{ paddingLeft: depth * 14 + 20 }}>
          <button
            type="button"
            onClick={onMore}
            className="rounded-md text-accent-text text-xs hover:underline"
          >
            Show {Math.min(AT_ONCE, total - entries.length)} more of {total.toLocaleString("en")}
          </button>
        </li>
      )}
    </>
  );
}

interface EntryProps {
  entry: DataEntry;
  depth: number;
  openDepth: number;
  onInsert: DataTreeProps["onInsert"];
}

function Entry({ entry, depth, openDepth, onInsert }: EntryProps) {
  const count = entryCount(entry);
  const [open, setOpen] = useState(depth < openDepth && count > 0);
  const [limit, setLimit] = useState(AT_ONCE);
  const reference = referenceText(entry.path);
  return (
    <li>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dragging is the pointer's way; the button inserts. */}
      <div
        draggable
        data-reference={reference}
        onDragStart={(event) => startReferenceDrag(event.dataTransfer, reference)}
        onDragEnd={endReferenceDrag}
        className="group/entry flex h-6 cursor-grab items-center gap-1 rounded-md pr-0.5 text-xs hover:bg-hover active:cursor-grabbing"
        style={{ paddingLeft: depth * 14 }}
      >
        <Fold name={reference} open={open} count={count} onToggle={() => setOpen(!open)} />
        <span className={cn("max-w-1/2 shrink-0 truncate", !entry.children && "font-mono")}>
          {entry.name}
        </span>
        <EntryValue entry={entry} />
        <GripVertical
          aria-hidden
          className="size-3 shrink-0 text-muted opacity-0 group-hover/entry:opacity-100"
        />
        <button
          type="button"
          aria-label={`Insert ${reference}`}
          aria-disabled={onInsert === null}
          // The field keeps the focus, and with it the place where the value goes.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onInsert?.(reference)}
          className="flex h-5 shrink-0 items-center gap-1 rounded-md px-1.5 text-accent-text opacity-0 hover:bg-raised focus-visible:opacity-100 group-hover/entry:opacity-100 aria-disabled:text-muted pointer-coarse:opacity-100 [&_svg]:size-3"
        >
          <CornerDownLeft aria-hidden />
          Insert
        </button>
      </div>
      {open && (
        <ul aria-label={`Inside ${reference}`}>
          <Entries
            entries={childEntries(entry, limit)}
            total={count}
            depth={depth + 1}
            openDepth={openDepth}
            onInsert={onInsert}
            onMore={() => setLimit(limit + AT_ONCE)}
          />
        </ul>
      )}
    </li>
  );
}

interface FoldProps {
  name: string;
  open: boolean;
  count: number;
  onToggle: () => void;
}

function Fold({ name, open, count, onToggle }: FoldProps) {
  if (count === 0) return <span className="w-5 shrink-0" />;
  return (
    <button
      type="button"
      aria-expanded={open}
      aria-label={`${open ? "Close" : "Open"} ${name}`}
      onClick={onToggle}
      className="flex size-5 shrink-0 items-center justify-center rounded-md text-muted hover:bg-raised hover:text-text"
    >
      <ChevronRight
        aria-hidden
        className={cn("size-3 transition-transform duration-100", open && "rotate-90")}
      />
    </button>
  );
}

function EntryValue({ entry: { shape, children, path } }: { entry: DataEntry }) {
  const words = children
    ? referenceText(path)
    : shape.sample !== undefined
      ? samplePreview(shape.sample)
      : typeOfShape(shape);
  return (
    <span
      className={cn(
        "min-w-0 flex-1 truncate pl-1 text-muted",
        (shape.sample !== undefined || children) && "font-mono",
      )}
    >
      {words}
    </span>
  );
}
