import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Side } from "@worktrail/shared/run/compare-runs";
import { runCost } from "@worktrail/shared/run/cost";
import { hasEnded } from "@worktrail/shared/run/state";
import { ChevronDown } from "lucide-react";
import { useStore } from "zustand";
import { shortCost } from "../runs/cost-words.ts";
import { RunDuration } from "../runs/RunAside.tsx";
import { RunLink } from "../runs/RunLink.tsx";
import { buttonVariants } from "../ui/Button.tsx";
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from "../ui/DropdownMenu.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { StatusBadge } from "../ui/StatusBadge.tsx";
import { VersionLink } from "../versions/VersionLink.tsx";
import { useComparing } from "./compare-context.tsx";
import { withRun } from "./compare-search.ts";
import { SIDES, sideLetters } from "./compare-words.ts";
import { RecentRunItems } from "./RecentRunItems.tsx";
import { SideLetter } from "./SideLetter.tsx";

/** Which two runs are compared, and the choice of others. */
export function CompareHeader() {
  return (
    <div className="grid shrink-0 grid-cols-2 divide-x divide-line border-line border-b bg-surface">
      {SIDES.map((side) => (
        <RunCard key={side} side={side} />
      ))}
    </div>
  );
}

function RunCard({ side }: { side: Side }) {
  const { run, store, seq } = useComparing()[side];
  const state = useStore(store, (current) => current.state);
  const refused = useStore(store, (current) => current.refused);
  const status = state?.status ?? run.status;
  const cost = state && shortCost(runCost(state));
  return (
    <section
      aria-label={`Run ${sideLetters[side]}`}
      data-compared-run={run.run_id}
      data-compared-status={status}
      className="flex min-w-0 flex-col gap-1 px-3 py-2 text-xs md:px-4"
    >
      <div className="flex items-center gap-2">
        <SideLetter side={side} />
        <StatusBadge status={status} />
        <ChooseRun side={side} />
      </div>
      <p className="flex flex-wrap items-baseline gap-x-2 text-muted">
        <RunLink run_id={run.run_id} />
        <span>
          started <RelativeTime value={run.started_at ?? run.created_at} /> by {run.started_by.name}
        </span>
        <VersionLink segment_id={run.segment_id} revision={run.revision} name={run.version_name} />
        {state && (
          <RunDuration
            started_at={state.started_at}
            ended_at={state.ended_at}
            ended={hasEnded(state.status)}
          />
        )}
        {cost && <span>{cost}</span>}
      </p>
      {seq !== null && <p className="text-warning-text">As it was after event {seq}, not as it is now.</p>}
      {refused && (
        <p role="alert" className="text-danger-text">
          {refused}
        </p>
      )}
    </section>
  );
}

function ChooseRun({ side }: { side: Side }) {
  const search = useSearch({ from: "/app/runs/compare" });
  const navigate = useNavigate({ from: "/runs/compare" });
  const { run } = useComparing()[side];
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`Choose another run for ${sideLetters[side]}`}
        className={buttonVariants({ variant: "ghost", size: "sm", class: "ml-auto h-6 px-1.5" })}
      >
        <span className="hidden md:inline">Another run</span>
        <ChevronDown aria-hidden />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <RecentRunItems
          segment_id={run.segment_id}
          without={[search.left, search.right]}
          onChoose={(run_id) => void navigate({ search: withRun(search, side, run_id) })}
        />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
