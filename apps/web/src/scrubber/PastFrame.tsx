import { hasEnded } from "@worktrail/shared/run/state";
import { Panel } from "@xyflow/react";
import { History } from "lucide-react";
import { useIsPast, useMovingRun, useRunHeadStatus } from "../runs/run-context.tsx";

const { format: number } = new Intl.NumberFormat("en");

/** A calm line around all that shows the past. */
export function PastFrame() {
  if (!useIsPast()) return null;
  return <div className="pointer-events-none absolute inset-0 z-20 border-2 border-accent" data-past-frame />;
}

/** Says on the canvas that it shows the past. Where there is no room for it, the bar below says it alone. */
export function PastNote() {
  const past = useMovingRun((run) => run.past);
  const over = hasEnded(useRunHeadStatus());
  if (past === null) return null;
  return (
    <Panel position="top-center" className="pointer-events-none hidden max-w-[60%] md:block">
      <p className="flex items-center gap-1.5 rounded-md border border-accent bg-raised px-2.5 py-1 text-xs">
        <History aria-hidden className="size-3.5 shrink-0 text-accent-text" />
        <span className="truncate">
          A past moment: after event {number(past)}.{" "}
          {over ? "The run has ended since." : "The run has gone on since."}
        </span>
      </p>
    </Panel>
  );
}
