import { hasEnded } from "@worktrail/shared/run/state";
import { History } from "lucide-react";
import { usePastMoment, useRunHeadStatus } from "../runs/run-context.tsx";

/** Laid over the run's page while a past moment is shown: says so in words, and frames it. */
export function PastFrame() {
  const past = usePastMoment();
  const over = hasEnded(useRunHeadStatus());
  if (past === null) return null;
  return (
    <div className="pointer-events-none absolute inset-0 z-20 border-2 border-accent" data-past-frame>
      <p className="-translate-x-1/2 absolute top-2 left-1/2 flex max-w-[90%] items-center gap-1.5 rounded-md border border-accent bg-raised px-2.5 py-1 text-xs shadow-float">
        <History aria-hidden className="size-3.5 shrink-0 text-accent-text" />
        <span className="truncate">
          A past moment: after event {past.toLocaleString("en")}.{" "}
          {over ? "The run has ended since." : "The run has gone on since."}
        </span>
      </p>
    </div>
  );
}
