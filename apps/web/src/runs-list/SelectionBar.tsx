import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { journalExportPath, runsExportPath } from "@worktrail/shared/api/runs-export";
import { MAX_MANY_RUNS } from "@worktrail/shared/api/runs-list";
import { hasEnded } from "@worktrail/shared/run/state";
import { Ban, Download, GitCompareArrows, RotateCcw, X } from "lucide-react";
import { useState } from "react";
import { trpc } from "../api/trpc.ts";
import { Button } from "../ui/Button.tsx";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { counted } from "../ui/counted.ts";
import { IconButton } from "../ui/IconButton.tsx";
import type { ListedRun } from "./runs-feed.ts";
import type { SteerVerb } from "./use-steer-many.ts";

export interface SelectionBarProps {
  run_ids: readonly string[];
  /** Those of them that are in the list. */
  runs: readonly ListedRun[];
  pending: boolean;
  onSteer: (verb: SteerVerb) => Promise<unknown>;
  onClear: () => void;
}

/** What can be done with the ticked runs. */
export function SelectionBar({ run_ids, runs, pending, onSteer, onClear }: SelectionBarProps) {
  const [asking, setAsking] = useState<SteerVerb | null>(null);
  const me = useQuery(trpc.session.get.queryOptions());
  const maySteer = me.data?.permissions.includes("run") ?? false;
  const going = runs.filter(({ status }) => !hasEnded(status)).length;
  const retryable = runs.filter(({ status }) => hasEnded(status) && status !== "completed").length;
  const confirm = async (verb: SteerVerb) => {
    await onSteer(verb);
    setAsking(null);
  };
  return (
    <section
      aria-label="Selected runs"
      className="sticky bottom-0 z-20 flex flex-wrap items-center gap-2 border-line border-t bg-raised px-4 py-2 shadow-float"
    >
      <p aria-live="polite" className="mr-auto font-medium text-sm">
        {counted(run_ids.length, "run")} selected
      </p>
      <CompareLink runs={runs} count={run_ids.length} />
      <ExportLink run_ids={run_ids} />
      {maySteer && (
        <>
          <Button disabled={retryable === 0} onClick={() => setAsking("retry")}>
            <RotateCcw aria-hidden />
            Retry
          </Button>
          <Button disabled={going === 0} onClick={() => setAsking("cancel")}>
            <Ban aria-hidden />
            Cancel runs
          </Button>
        </>
      )}
      <IconButton label="Clear the selection" onClick={onClear}>
        <X />
      </IconButton>
      {asking && (
        <ConfirmDialog
          open
          onOpenChange={() => setAsking(null)}
          {...question(asking, asking === "cancel" ? going : retryable, run_ids.length)}
          danger={asking === "cancel"}
          pending={pending}
          onConfirm={() => void confirm(asking)}
        />
      )}
    </section>
  );
}

function question(verb: SteerVerb, count: number, selected: number) {
  const rest = selected > count ? ` The other ${selected - count} will refuse, and you will see why.` : "";
  if (verb === "cancel") {
    return {
      title: `Cancel ${counted(count, "run")}?`,
      description: `Their steps are stopped, and the people they ask are asked no longer.${rest}`,
      confirmLabel: "Cancel runs",
      cancelLabel: "Let them run",
    };
  }
  return {
    title: `Retry ${counted(count, "run")}?`,
    description: `Each goes on from where it stopped. A step that was cut off and is not repeatable may happen a second time.${rest}`,
    confirmLabel: "Retry",
    cancelLabel: "Leave them",
  };
}

/** Two runs of the same segment can be laid side by side. */
function CompareLink({ runs, count }: { runs: readonly ListedRun[]; count: number }) {
  const [left, right] = runs.toSorted((one, other) => (one.created_at < other.created_at ? -1 : 1));
  if (count !== 2 || !left || !right || left.segment_id !== right.segment_id) return null;
  return (
    <Button asChild>
      <Link to="/runs/compare" search={{ left: left.run_id, right: right.run_id }}>
        <GitCompareArrows aria-hidden />
        Compare
      </Link>
    </Button>
  );
}

function ExportLink({ run_ids }: { run_ids: readonly string[] }) {
  const [only] = run_ids;
  if (run_ids.length > MAX_MANY_RUNS || only === undefined) {
    return (
      <Button disabled title={`At most ${MAX_MANY_RUNS} chosen runs fit into one file.`}>
        <Download aria-hidden />
        Export
      </Button>
    );
  }
  return (
    <Button asChild>
      <a href={run_ids.length === 1 ? journalExportPath(only) : runsExportPath({ run_ids })} download>
        <Download aria-hidden />
        {run_ids.length === 1 ? "Export journal" : "Export"}
      </a>
    </Button>
  );
}
