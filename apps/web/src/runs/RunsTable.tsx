import { Link } from "@tanstack/react-router";
import { hasEnded } from "@worktrail/shared/run/state";
import type { ApiOutputs } from "../api/trpc.ts";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { StatusBadge } from "../ui/StatusBadge.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/Table.tsx";
import { VersionLink } from "../versions/VersionLink.tsx";
import { RunDuration, shortRunId } from "./RunAside.tsx";

type ListedRun = ApiOutputs["runs"]["list"]["runs"][number];

export function RunsTable({ runs }: { runs: readonly ListedRun[] }) {
  return (
    <Table>
      <TableHead>
        <tr>
          <TableHeader>Status</TableHeader>
          <TableHeader className="w-full">Segment</TableHeader>
          <TableHeader className="hidden md:table-cell">Run</TableHeader>
          <TableHeader className="hidden md:table-cell">Started by</TableHeader>
          <TableHeader>Started</TableHeader>
          <TableHeader className="hidden text-right md:table-cell">Duration</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {runs.map((run) => (
          <RunRow key={run.run_id} run={run} />
        ))}
      </TableBody>
    </Table>
  );
}

function RunRow({ run }: { run: ListedRun }) {
  const { run_id, status, started_at, ended_at, error } = run;
  return (
    <TableRow interactive>
      <TableCell>
        <StatusBadge status={status} plain />
      </TableCell>
      <TableCell className="max-w-0">
        <Link
          to="/runs/$runId"
          params={{ runId: run_id }}
          className="line-clamp-2 font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ring focus-visible:after:-outline-offset-2"
          aria-label={`${run.segment_name}, run ${shortRunId(run_id)}`}
        >
          {run.segment_name}
        </Link>
        <p className="truncate text-muted text-xs">
          {/* Above the link that covers the row. */}
          <VersionLink
            segment_id={run.segment_id}
            revision={run.revision}
            name={run.version_name}
            className="relative z-1"
          />
        </p>
        {error && <p className="truncate text-danger-text text-xs">{error.error_message}</p>}
      </TableCell>
      <TableCell
        className="hidden whitespace-nowrap font-mono text-muted text-xs md:table-cell"
        title={run_id}
      >
        {shortRunId(run_id)}
      </TableCell>
      <TableCell className="hidden whitespace-nowrap text-muted md:table-cell">
        {run.started_by.name}
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted">
        <RelativeTime value={started_at ?? run.created_at} />
      </TableCell>
      <TableCell className="hidden whitespace-nowrap text-right text-muted md:table-cell">
        <RunDuration started_at={started_at ?? run.created_at} ended_at={ended_at} ended={hasEnded(status)} />
      </TableCell>
    </TableRow>
  );
}
