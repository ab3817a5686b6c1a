import { Link, useSearch } from "@tanstack/react-router";
import type { Side } from "@worktrail/shared/run/compare-runs";
import { GitCompareArrows } from "lucide-react";
import { describeError } from "../api/errors.ts";
import type { RunRecord } from "../runs/run-context.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { withRun } from "./compare-search.ts";
import { RunWords } from "./RecentRunItems.tsx";
import { useRecentRuns } from "./use-recent-runs.ts";

/** One run is named: its segment's recent ones to choose the other from. */
export function ChooseOther({ run, missing }: { run: RunRecord; missing: Side }) {
  return (
    <div className="h-full overflow-y-auto">
      <EmptyState icon={GitCompareArrows} title="Choose the other run" className="pb-6">
        The address names one run of {run.segment_name}. Choose which one it is compared with.
      </EmptyState>
      <RecentRunLinks run={run} side={missing} />
    </div>
  );
}

/** Recent runs of the same segment, each a way to the comparison with it. */
export function RecentRunLinks({ run, side }: { run: RunRecord; side: Side }) {
  const search = useSearch({ from: "/app/runs/compare" });
  const { runs, error } = useRecentRuns(run.segment_id, [run.run_id]);
  if (error) return <ErrorState message={describeError(error).message} className="py-4" />;
  if (!runs) return null;
  if (runs.length === 0) {
    return (
      <p className="pb-16 text-center text-muted text-sm">
        There is no other run of this segment yet. Run it again, then compare.
      </p>
    );
  }
  return (
    <ul
      aria-label="Recent runs of this segment"
      className="mx-auto mb-16 flex w-fit max-w-full flex-col rounded-lg border border-line bg-raised p-1"
    >
      {runs.map((one) => (
        <li key={one.run_id}>
          <Link
            to="/runs/compare"
            search={withRun(search, side, one.run_id)}
            className="flex min-h-8 flex-wrap items-center gap-x-2 rounded-md px-2 text-sm hover:bg-hover"
          >
            <RunWords run={one} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
