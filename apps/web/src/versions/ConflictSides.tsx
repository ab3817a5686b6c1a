import type { SegmentChange } from "@worktrail/shared/segment/changes";
import { useMemo, useState } from "react";
import { counted } from "../ui/counted.ts";
import { ToggleGroup } from "../ui/ToggleGroup.tsx";
import { ChangeList } from "./ChangeList.tsx";
import { ClashChoice } from "./ClashChoice.tsx";
import { type StepNames, stepNames } from "./change-words.ts";
import { composeDiff } from "./compose-diff.ts";
import { DiffCanvas } from "./DiffCanvas.tsx";
import type { ConflictMerge } from "./use-conflict-merge.ts";

type Side = "theirs" | "mine" | "merged";

/** What each side of a conflict changed, on the drawing and as lists, and the places that both changed. */
export function ConflictSides({ merge, who }: { merge: ConflictMerge; who: string }) {
  const { base, mine, theirs, myChanges, theirChanges, clashes } = merge;
  const [side, setSide] = useState<Side>("theirs");
  const [active, setActive] = useState<string | null>(null);
  const names = useMemo(() => stepNames(base, theirs, mine), [base, theirs, mine]);
  const diff = useMemo(() => composeDiff(base, merge[side]), [base, merge, side]);
  return (
    <div className="mt-3 flex flex-col gap-3">
      <div className="flex flex-col gap-2">
        <ToggleGroup
          label="What is shown on the drawing"
          value={side}
          onValueChange={setSide}
          className="self-start"
          options={[
            { value: "theirs", label: "Theirs" },
            { value: "mine", label: "Mine" },
            { value: "merged", label: "Both together" },
          ]}
        />
        <div className="h-56 overflow-hidden rounded-md border border-line">
          <DiffCanvas
            key={side}
            bare
            segment={diff.segment}
            changes={diff.changes}
            active={active}
            onActivate={setActive}
            label={`What changed: ${side === "merged" ? "both together" : side}`}
          />
        </div>
      </div>
      <div className="grid gap-3 md:grid-cols-2">
        <Changed title={`${who} changed`} changes={theirChanges} names={names} />
        <Changed title="You changed" changes={myChanges} names={names} />
      </div>
      {clashes.length > 0 && (
        <section aria-label="Changed by both" className="flex flex-col gap-2">
          <h3 className="font-medium text-sm">You both changed {counted(clashes.length, "place")}</h3>
          {clashes.map((clash) => (
            <ClashChoice
              key={clash.id}
              clash={clash}
              names={names}
              chosen={merge.choices[clash.id]}
              onChoose={(taken) => merge.choose(clash.id, taken)}
            />
          ))}
        </section>
      )}
    </div>
  );
}

interface ChangedProps {
  title: string;
  changes: readonly SegmentChange[];
  names: StepNames;
}

function Changed({ title, changes, names }: ChangedProps) {
  const [active, setActive] = useState<string | null>(null);
  return (
    <section aria-label={title} className="min-w-0 rounded-md border border-line p-2">
      <h3 className="px-1 pb-1 font-medium text-sm">
        {title} <span className="font-normal text-muted">· {counted(changes.length, "change")}</span>
      </h3>
      <div className="max-h-48 overflow-y-auto">
        <ChangeList label={title} changes={changes} names={names} active={active} onActivate={setActive} />
      </div>
    </section>
  );
}
