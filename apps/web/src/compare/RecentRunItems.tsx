import { describeError } from "../api/errors.ts";
import { shortRunId } from "../runs/RunAside.tsx";
import { DropdownMenuItem, DropdownMenuLabel } from "../ui/DropdownMenu.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { StatusIcon } from "../ui/StatusBadge.tsx";
import { statusLooks } from "../ui/status.ts";
import { type ListedRun, useRecentRuns } from "./use-recent-runs.ts";

export interface RecentRunItemsProps {
  segment_id: string;
  /** Runs that are no choice. */
  without: readonly (string | undefined)[];
  onChoose: (run_id: string) => void;
}

/** The recent runs of a segment as the items of a menu, which asks for them when it opens. */
export function RecentRunItems({ segment_id, without, onChoose }: RecentRunItemsProps) {
  const { runs, error } = useRecentRuns(segment_id, without);
  return (
    <>
      <DropdownMenuLabel>Recent runs of this segment</DropdownMenuLabel>
      {error && <DropdownMenuLabel role="alert">{describeError(error).message}</DropdownMenuLabel>}
      {!error && !runs && <DropdownMenuLabel>Loading…</DropdownMenuLabel>}
      {runs?.length === 0 && <DropdownMenuLabel>There is no other run of it yet.</DropdownMenuLabel>}
      {runs?.map((run) => (
        <DropdownMenuItem key={run.run_id} data-run-id={run.run_id} onSelect={() => onChoose(run.run_id)}>
          <RunWords run={run} />
        </DropdownMenuItem>
      ))}
    </>
  );
}

export function RunWords({ run }: { run: ListedRun }) {
  const { run_id, status, started_at, created_at, started_by } = run;
  return (
    <>
      <StatusIcon status={status} className="size-3.5" />
      <span className="w-20">{statusLooks[status].word}</span>
      <span className="font-mono text-xs">{shortRunId(run_id)}</span>
      <span className="text-muted text-xs">
        <RelativeTime value={started_at ?? created_at} /> · {started_by.name}
      </span>
    </>
  );
}
