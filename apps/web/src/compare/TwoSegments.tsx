import { Link, useSearch } from "@tanstack/react-router";
import { Split } from "lucide-react";
import type { RunRecord } from "../runs/run-context.tsx";
import { Button } from "../ui/Button.tsx";
import { counted } from "../ui/counted.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { RecentRunLinks } from "./ChooseOther.tsx";

/** Says so, and offers to compare what both segments have in common. */
export function TwoSegments({ left, right }: { left: RunRecord; right: RunRecord }) {
  const search = useSearch({ from: "/app/runs/compare" });
  const ids = new Set(left.segment.steps.map(({ step_id }) => step_id));
  const shared = right.segment.steps.filter(({ step_id }) => ids.has(step_id)).length;
  return (
    <div className="h-full overflow-y-auto">
      <EmptyState
        className="pb-6"
        icon={Split}
        title="These are runs of two segments"
        action={
          <>
            {shared > 0 && (
              <Button asChild variant="primary">
                <Link to="/runs/compare" search={{ ...search, common: true }} replace>
                  Compare {counted(shared, "common step")}
                </Link>
              </Button>
            )}
            <Button asChild>
              <Link to="/runs">All runs</Link>
            </Button>
          </>
        }
      >
        A is a run of {left.segment_name}, B one of {right.segment_name}.{" "}
        {shared > 0
          ? `Both have ${counted(shared, "step")} of the same name; only these can be compared.`
          : "No step of one is in the other, so there is nothing to compare. Choose two runs of one segment."}
      </EmptyState>
      <p className="pb-2 text-center text-muted text-sm">
        Or choose another run of {left.segment_name} for B:
      </p>
      <RecentRunLinks run={left} side="right" />
    </div>
  );
}
