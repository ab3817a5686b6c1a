import { ArrowDown, ArrowUp } from "lucide-react";
import { useId, useState } from "react";
import { counted } from "../ui/counted.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Panel } from "../ui/Panel.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { Switch } from "../ui/Switch.tsx";
import { useCompared } from "./compare-context.tsx";
import type { Compared } from "./comparison-store.ts";
import { DifferenceList } from "./DifferenceList.tsx";
import { differences } from "./difference-walk.ts";
import { useWalkDifferences } from "./use-walk-differences.ts";

/** Where the two runs differ, one by one. */
export function DifferencePanel() {
  const compared = useCompared();
  const [onlyDifferences, setOnlyDifferences] = useState(true);
  const toggle = useId();
  const walk = useWalkDifferences();
  return (
    <Panel
      title={compared ? totalInWords(compared) : "Differences"}
      label="Differences"
      actions={
        <>
          <IconButton label="Previous difference" keys={["P"]} size="sm" onClick={() => walk(-1)}>
            <ArrowUp />
          </IconButton>
          <IconButton label="Next difference" keys={["N"]} size="sm" onClick={() => walk(1)}>
            <ArrowDown />
          </IconButton>
        </>
      }
    >
      <div className="sticky top-0 z-1 flex items-center gap-2 border-line border-b bg-raised px-3 py-2">
        <Switch id={toggle} checked={onlyDifferences} onCheckedChange={setOnlyDifferences} />
        <label htmlFor={toggle} className="text-sm">
          Only differences
        </label>
      </div>
      {compared ? (
        <DifferenceList compared={compared} onlyDifferences={onlyDifferences} />
      ) : (
        <Loading label="Loading the events of both runs…" className="flex flex-col gap-3 p-4">
          <Skeleton className="w-40" />
          <Skeleton className="w-24" />
          <Skeleton className="w-32" />
        </Loading>
      )}
    </Panel>
  );
}

function totalInWords({ run }: Compared): string {
  const count = differences(run).length;
  if (count > 0) return counted(count, "difference");
  return run.verdict === "open" ? "No difference yet" : "Nothing differs";
}
