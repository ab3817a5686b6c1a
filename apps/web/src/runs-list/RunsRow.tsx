import { Link } from "@tanstack/react-router";
import { hasEnded } from "@worktrail/shared/run/state";
import { memo } from "react";
import { totalCost } from "../runs/cost-words.ts";
import { RunDuration, shortRunId } from "../runs/RunAside.tsx";
import { Checkbox } from "../ui/Checkbox.tsx";
import { cn } from "../ui/cn.ts";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { StatusBadge } from "../ui/StatusBadge.tsx";
import { TableCell, TableRow } from "../ui/Table.tsx";
import { VersionLink } from "../versions/VersionLink.tsx";
import type { ListedRun } from "./runs-feed.ts";
import { triggerLooks } from "./trigger-words.ts";

export interface RunsRowProps {
  run: ListedRun;
  selected: boolean;
  /** `range`: from the last ticked run to this one. */
  onSelect: (run_id: string, range: boolean) => void;
}

/** Drawn anew only when its own run changes. */
export const RunsRow = memo(function RunsRow({ run, selected, onSelect }: RunsRowProps) {
  const { run_id, status, stale } = run;
  const name = `${run.segment_name}, run ${shortRunId(run_id)}`;
  return (
    <TableRow
      interactive
      data-run-id={run_id}
      data-status={status}
      className={cn(selected && "bg-accent/10")}
    >
      <TableCell className="w-8 pr-0">
        <Checkbox
          aria-label={`Select ${name}`}
          checked={selected}
          onClick={(event) => onSelect(run_id, event.shiftKey)}
          // Above the link that covers the row, and larger than it looks.
          className="relative z-1 after:absolute after:-inset-3"
        />
      </TableCell>
      <TableCell>
        <StatusBadge status={stale ? "stale" : status} plain />
      </TableCell>
      <TableCell className="max-w-0">
        <Link
          to="/runs/$runId"
          params={{ runId: run_id }}
          data-run-link={run_id}
          className="line-clamp-2 font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ring focus-visible:after:-outline-offset-2"
          aria-label={name}
        >
          {run.segment_name}
        </Link>
        <p className="truncate text-muted text-xs">
          <VersionLink
            segment_id={run.segment_id}
            revision={run.revision}
            name={run.version_name}
            className="relative z-1"
          />
        </p>
        {run.error && <p className="truncate text-danger-text text-xs">{run.error.error_message}</p>}
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted">
        <RelativeTime value={run.started_at ?? run.created_at} />
        <RowDuration run={run} className="block text-xs md:hidden" />
      </TableCell>
      <TableCell className="hidden whitespace-nowrap text-right text-muted md:table-cell">
        <RowDuration run={run} />
      </TableCell>
      <TableCell className="hidden whitespace-nowrap text-right text-muted tabular-nums md:table-cell">
        <RowCost run={run} />
      </TableCell>
      <TableCell className="hidden whitespace-nowrap text-muted lg:table-cell">
        <StartedBy run={run} />
      </TableCell>
      <TableCell
        className="hidden whitespace-nowrap font-mono text-muted text-xs lg:table-cell"
        title={run_id}
      >
        {shortRunId(run_id)}
      </TableCell>
    </TableRow>
  );
});

function RowCost({ run }: { run: ListedRun }) {
  const cost = totalCost(run.cost_usd, run.sub_runs);
  if (cost === null) return "–";
  return (
    <span title={cost.parts ?? undefined}>
      {cost.total}
      {cost.parts !== null && <span className="sr-only">: {cost.parts}</span>}
    </span>
  );
}

function RowDuration({ run, className }: { run: ListedRun; className?: string }) {
  const { status, started_at, created_at, ended_at } = run;
  return (
    <span className={className}>
      <RunDuration started_at={started_at ?? created_at} ended_at={ended_at} ended={hasEnded(status)} />
    </span>
  );
}

function StartedBy({ run: { trigger, parent, started_by } }: { run: ListedRun }) {
  const { word, icon: Icon } = triggerLooks[trigger];
  return (
    <span className="flex items-center gap-1.5" title={`${word}, in the name of ${started_by.name}`}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      <span className="sr-only">{word}, </span>
      {parent ? (
        <Link
          to="/runs/$runId"
          params={{ runId: parent.run_id }}
          className="relative z-1 font-mono text-xs underline decoration-line-strong underline-offset-2"
        >
          {shortRunId(parent.run_id)}
        </Link>
      ) : (
        <span className="max-w-40 truncate">{started_by.name}</span>
      )}
    </span>
  );
}
