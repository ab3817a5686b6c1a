import { hasEnded } from "@worktrail/shared/run/state";
import { PartBadge } from "../again/PartOfRun.tsx";
import { CopyButton } from "../ui/CopyButton.tsx";
import { Duration } from "../ui/Duration.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { StatusBadge } from "../ui/StatusBadge.tsx";
import { timeOfDay } from "../ui/time-of-day.ts";
import { useRun, useRunState } from "./run-context.tsx";
import { StandStill } from "./StandStill.tsx";
import { useAsOf, useShownStatus } from "./use-run-now.ts";

/** Enough of a run's id to tell it from others by eye. */
export function shortRunId(run_id: string): string {
  return run_id.length > 12 ? `…${run_id.slice(-8)}` : run_id;
}

export function RunAside() {
  const { run } = useRun();
  const state = useRunState();
  const status = useShownStatus();
  const as_of = useAsOf();
  return (
    <StandStill at={as_of}>
      <StatusBadge status={status} />
      {state?.part && <PartBadge part={state.part} />}
      {as_of !== null && (
        <span className="whitespace-nowrap text-warning-text">as of {timeOfDay(as_of)}</span>
      )}
      <span className="hidden items-center font-mono xl:flex" title={run.run_id}>
        {shortRunId(run.run_id)}
        <CopyButton text={run.run_id} label="Copy the run's id" size="sm" />
      </span>
      {state && (
        <span className="hidden items-center gap-2 whitespace-nowrap lg:flex">
          <span>
            started <RelativeTime value={state.started_at} />
          </span>
          <span aria-hidden>·</span>
          <RunDuration
            started_at={state.started_at}
            ended_at={state.ended_at}
            ended={hasEnded(state.status)}
          />
        </span>
      )}
    </StandStill>
  );
}

/** From the start to the end, or counting. */
export function RunDuration(props: { started_at: string; ended_at: string | null; ended: boolean }) {
  const { started_at, ended_at, ended } = props;
  if (!ended) return <Duration since={started_at} />;
  if (ended_at === null) return <Duration />;
  return <Duration ms={new Date(ended_at).getTime() - new Date(started_at).getTime()} />;
}
