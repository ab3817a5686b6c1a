import { changeId, type SegmentChange } from "@worktrail/shared/segment/changes";
import { ChevronRight } from "lucide-react";
import { useEffect, useRef } from "react";
import { cn } from "../ui/cn.ts";
import { ChangeLetter } from "./ChangeLetter.tsx";
import { changeSummary, changeTitle, type StepNames } from "./change-words.ts";
import { FieldDiff } from "./FieldDiff.tsx";

export interface ChangeListProps {
  label: string;
  changes: readonly SegmentChange[];
  names: StepNames;
  /** The change that is open and shown on the drawing. */
  active: string | null;
  onActivate: (id: string | null) => void;
}

/** Changes one by one; the open one shows its fields. */
export function ChangeList({ label, changes, names, active, onActivate }: ChangeListProps) {
  return (
    <ul aria-label={label} className="flex flex-col gap-0.5">
      {changes.map((change) => {
        const id = changeId(change);
        return (
          <ChangeRow
            key={id}
            change={change}
            title={changeTitle(change, names)}
            open={id === active}
            onToggle={() => onActivate(id === active ? null : id)}
          />
        );
      })}
    </ul>
  );
}

interface ChangeRowProps {
  change: SegmentChange;
  title: string;
  open: boolean;
  onToggle: () => void;
}

function ChangeRow({ change, title, open, onToggle }: ChangeRowProps) {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (open) row.current?.scrollIntoView({ block: "nearest" });
  }, [open]);
  const summary = changeSummary(change);
  return (
    <li ref={row} className={cn("rounded-md", open && "bg-hover")}>
      <button
        type="button"
        aria-expanded={open}
        onClick={onToggle}
        className="flex w-full items-center gap-2 rounded-md px-1.5 py-1 text-left hover:bg-hover"
      >
        <ChangeLetter change={change} />
        <span className="min-w-0 flex-1">
          <span className={cn("block truncate text-sm", change.executes && "font-medium")}>{title}</span>
          <span className="block truncate text-muted text-xs">
            {summary}
            {!change.executes && <span className="sr-only">; no run would notice</span>}
          </span>
        </span>
        <ChevronRight
          aria-hidden
          className={cn("size-4 shrink-0 text-muted transition-transform duration-100", open && "rotate-90")}
        />
      </button>
      {open && (
        <div className="px-1.5 pt-1 pb-2">
          <FieldDiff change={change} />
        </div>
      )}
    </li>
  );
}
