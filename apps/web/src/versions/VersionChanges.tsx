import { changeId, type SegmentChange } from "@worktrail/shared/segment/changes";
import { ChevronDown, ChevronUp } from "lucide-react";
import { IconButton } from "../ui/IconButton.tsx";
import { ChangeList } from "./ChangeList.tsx";
import { changeTotals, type StepNames } from "./change-words.ts";

export interface VersionChangesProps {
  words: string;
  changes: readonly SegmentChange[];
  names: StepNames;
  active: string | null;
  onActivate: (id: string | null) => void;
}

/** The changes between two versions, with a way from one to the next. */
export function VersionChanges({ words, changes, names, active, onActivate }: VersionChangesProps) {
  const at = changes.findIndex((change) => changeId(change) === active);
  const go = (by: 1 | -1) => {
    const start = at === -1 && by === -1 ? 0 : at;
    const next = changes[(start + by + changes.length) % changes.length];
    if (next) onActivate(changeId(next));
  };
  return (
    <section aria-label="Changes" className="flex flex-col p-2">
      <header className="flex items-start gap-1 px-1 pb-2">
        <div className="min-w-0 flex-1">
          <h3 className="font-medium text-sm">{changeTotals(changes)}</h3>
          <p className="text-muted text-xs">{words}</p>
        </div>
        {changes.length > 0 && (
          <>
            <span className="pt-1 text-muted text-xs tabular-nums">
              {at === -1 ? "–" : at + 1}/{changes.length}
            </span>
            <IconButton label="Previous change" size="sm" onClick={() => go(-1)}>
              <ChevronUp />
            </IconButton>
            <IconButton label="Next change" size="sm" onClick={() => go(1)}>
              <ChevronDown />
            </IconButton>
          </>
        )}
      </header>
      <ChangeList label="Changes" changes={changes} names={names} active={active} onActivate={onActivate} />
    </section>
  );
}
