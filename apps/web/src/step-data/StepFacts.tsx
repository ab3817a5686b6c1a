import type { StepState } from "@worktrail/shared/run/state";
import type { GraphStep } from "@worktrail/shared/segment/graph";
import { StepOrigin } from "../again/StepOrigin.tsx";
import { costWords } from "../runs/cost-words.ts";
import { RunLink } from "../runs/RunLink.tsx";
import { Facts } from "../runs/Section.tsx";
import { useStale } from "../runs/use-run-now.ts";
import { Badge } from "../ui/Badge.tsx";
import { Countdown } from "../ui/Countdown.tsx";
import { Duration } from "../ui/Duration.tsx";
import { formatDuration } from "../ui/duration.ts";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { StatusBadge } from "../ui/StatusBadge.tsx";

/** What a step is, how it stands, and since when. */
export function StepFacts({
  step,
  own,
  queued_ms,
  several,
}: {
  step: GraphStep;
  own: StepState;
  /** How long its attempt waited before it began. */
  queued_ms: number | null;
  /** There is more than one attempt, and each tells its own times. */
  several: boolean;
}) {
  const running = own.status === "running" && own.started_at !== null;
  const retrying = own.status === "retrying" && own.retry_at !== null;
  const stale = useStale() !== null;
  const cost = costWords(own.cost);
  return (
    <Facts
      facts={[
        [
          "Status",
          <span key="status" className="flex flex-wrap items-center gap-2">
            <StatusBadge status={stale && running ? "stale" : own.status} />
            {own.status === "skipped" && own.skip_reason === "disabled" && <Badge>Disabled</Badge>}
            <StepOrigin step={own} />
            {own.simulated && <Badge tone="warning">Simulation</Badge>}
          </span>,
        ],
        ["Type", step.contract?.display_name ?? step.step.step_type],
        [
          "Step id",
          <code key="id" className="font-mono text-xs">
            {step.step.step_id}
          </code>,
        ],
        ...(own.recorded_in
          ? ([["Taken over from", <RunLink key="from" run_id={own.recorded_in} />]] as const)
          : []),
        ...(own.started_at && !several
          ? ([["Started", <RelativeTime key="at" value={own.started_at} />]] as const)
          : []),
        ...(!several && (running || own.duration_ms !== null)
          ? ([
              [
                "Duration",
                running ? (
                  <Duration key="duration" since={own.started_at ?? undefined} />
                ) : (
                  <Duration key="duration" ms={own.duration_ms ?? undefined} />
                ),
              ],
            ] as const)
          : []),
        ...(!several && queued_ms !== null && queued_ms >= 1
          ? ([["Queued before", formatDuration(queued_ms)]] as const)
          : []),
        ...(cost === null ? [] : ([[running ? "Cost so far" : "Cost", cost]] as const)),
        ...(retrying
          ? ([["Next attempt", <Countdown key="retry" until={own.retry_at ?? ""} />]] as const)
          : []),
      ]}
    />
  );
}
