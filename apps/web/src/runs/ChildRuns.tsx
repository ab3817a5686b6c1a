import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ChildrenState, ChildState, RunStatus } from "@worktrail/shared/run/state";
import { trpc } from "../api/trpc.ts";
import { StatusBadge } from "../ui/StatusBadge.tsx";
import { childProgress } from "./child-progress.ts";
import { useIsPast, useRun } from "./run-context.tsx";
import { Section } from "./Section.tsx";

const SHOWN = 100;

/** The runs that a step has started: how far they are, and the way into each. */
export function ChildRuns({ state }: { state: ChildrenState }) {
  const { run } = useRun();
  const input = { parent_run_id: run.run_id, limit: 200 };
  const listed = useQuery(trpc.runs.list.queryOptions(input));
  // The list knows the runs as they are now, which says nothing of a moment in the past.
  const now = useIsPast() ? undefined : listed.data?.runs;
  const statuses = new Map(now?.map(({ run_id, status }) => [run_id, status]));
  const { runs, segment_id, revision } = state;
  return (
    <Section title="Runs" aside={<span className="text-muted text-xs">{childProgress(state)}</span>}>
      <p className="text-muted text-xs">
        Of <code className="font-mono">{segment_id}</code>, revision {revision}
      </p>
      <ol className="flex max-h-80 flex-col overflow-y-auto rounded-md border border-line">
        {runs.slice(0, SHOWN).map((child) => (
          <li key={child.run_id} className="border-line not-last:border-b">
            <Link
              to="/runs/$runId"
              params={{ runId: child.run_id }}
              data-child-run={child.iteration}
              className="flex items-center justify-between gap-3 px-2.5 py-1.5 text-sm hover:bg-hover focus-visible:outline-2 focus-visible:outline-ring focus-visible:-outline-offset-2"
            >
              <span className="tabular-nums">Run {child.iteration}</span>
              <StatusBadge status={statusOf(child, statuses.get(child.run_id))} plain />
            </Link>
          </li>
        ))}
      </ol>
      {runs.length > SHOWN && (
        <p className="text-muted text-xs">And {runs.length - SHOWN} more, which are not listed here.</p>
      )}
    </Section>
  );
}

/** The step's own journal knows that a run is under way, the list knows what it is doing. */
function statusOf({ status }: ChildState, listed: RunStatus | undefined): RunStatus {
  switch (status) {
    case "started":
      return listed ?? "running";
    case "pending":
      return listed ?? "queued";
    default:
      return status;
  }
}
