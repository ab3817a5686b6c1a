import { Checkbox } from "../ui/Checkbox.tsx";
import { Table, TableBody, TableHead, TableHeader } from "../ui/Table.tsx";
import { RunsRow } from "./RunsRow.tsx";
import type { RunSelection } from "./run-selection.ts";
import type { ListedRun } from "./runs-feed.ts";

export interface RunsTableProps {
  runs: readonly ListedRun[];
  selection: RunSelection;
  onSelect: (run_id: string, range: boolean) => void;
  onSelectAll: () => void;
}

export function RunsTable({ runs, selection, onSelect, onSelectAll }: RunsTableProps) {
  const ticked = runs.filter(({ run_id }) => selection.ids.has(run_id)).length;
  const all = ticked === runs.length;
  return (
    <Table aria-label="Runs" data-runs-list>
      <TableHead>
        <tr>
          <TableHeader className="w-8 pr-0">
            <Checkbox
              aria-label={all ? "Select no run" : "Select all shown runs"}
              checked={all ? true : ticked > 0 ? "indeterminate" : false}
              onClick={onSelectAll}
            />
          </TableHeader>
          <TableHeader>Status</TableHeader>
          <TableHeader className="w-full">Segment</TableHeader>
          <TableHeader>Started</TableHeader>
          <TableHeader className="hidden text-right md:table-cell">Duration</TableHeader>
          <TableHeader className="hidden text-right md:table-cell">Cost</TableHeader>
          <TableHeader className="hidden lg:table-cell">Started by</TableHeader>
          <TableHeader className="hidden lg:table-cell">Run</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {runs.map((run) => (
          <RunsRow key={run.run_id} run={run} selected={selection.ids.has(run.run_id)} onSelect={onSelect} />
        ))}
      </TableBody>
    </Table>
  );
}
