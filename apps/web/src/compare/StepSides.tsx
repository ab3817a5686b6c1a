import type { Side, StepComparison } from "@worktrail/shared/run/compare-runs";
import { useDetail } from "../canvas/canvas-context.tsx";
import { StatusIcon } from "../ui/StatusBadge.tsx";
import { statusLooks } from "../ui/status.ts";
import { useCompared } from "./compare-context.tsx";
import { SIDES, statusInWords, statusOf, stepInWords } from "./compare-words.ts";
import { SideLetter } from "./SideLetter.tsx";

/** Below a card on which the runs differ: both statuses, and in what else they differ. */
export function StepSides({ step_id }: { step_id: string }) {
  const step = useCompared()?.steps.get(step_id);
  const detail = useDetail();
  if (!step) return null;
  const differ = statusOf(step.left) !== statusOf(step.right);
  const brief = detail !== "full";
  // From afar the ring around the card says enough where the statuses are the same.
  if (brief && !differ) return null;
  return (
    <div
      className="wt-sides"
      data-compared-step={step_id}
      data-verdict={step.verdict}
      data-brief={brief || undefined}
    >
      {differ && (
        <div className="wt-sides-both">
          {SIDES.map((side) => (
            <OneSide key={side} side={side} of={step[side]} brief={brief} />
          ))}
        </div>
      )}
      {!brief && <span className="truncate pl-1 text-muted">{stepInWords(step)}</span>}
    </div>
  );
}

interface OneSideProps {
  side: Side;
  of: StepComparison[Side];
  /** Leaves the words to the list and to the card's accessible name. */
  brief: boolean;
}

function OneSide({ side, of, brief }: OneSideProps) {
  const status = statusOf(of);
  return (
    <span className="wt-sides-one">
      <SideLetter side={side} />
      {status ? <StatusIcon status={status} className={brief ? "size-6" : "size-3"} /> : brief && "–"}
      {!brief && (
        <span className={status ? statusLooks[status].text : "text-muted"}>{statusInWords(of)}</span>
      )}
    </span>
  );
}
