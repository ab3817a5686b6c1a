import type { Side, StepComparison } from "@worktrail/shared/run/compare-runs";
import { StatusIcon } from "../ui/StatusBadge.tsx";
import { statusLooks } from "../ui/status.ts";
import { useCompared } from "./compare-context.tsx";
import { SIDES, statusInWords, statusOf, stepInWords } from "./compare-words.ts";
import { SideLetter } from "./SideLetter.tsx";

/** Below a card on which the runs differ: both statuses, and in what else they differ. */
export function StepSides({ step_id }: { step_id: string }) {
  const step = useCompared()?.steps.get(step_id);
  if (!step) return null;
  const differ = statusOf(step.left) !== statusOf(step.right);
  return (
    <div className="wt-sides" data-compared-step={step_id} data-verdict={step.verdict}>
      {differ && (
        <div className="wt-sides-both">
          {SIDES.map((side) => (
            <OneSide key={side} side={side} of={step[side]} />
          ))}
        </div>
      )}
      <span className="truncate pl-1 text-muted">{stepInWords(step)}</span>
    </div>
  );
}

function OneSide({ side, of }: { side: Side; of: StepComparison[Side] }) {
  const status = statusOf(of);
  return (
    <span className="wt-sides-one">
      <SideLetter side={side} />
      {status && <StatusIcon status={status} className="size-3" />}
      <span className={status ? statusLooks[status].text : "text-muted"}>{statusInWords(of)}</span>
    </span>
  );
}
