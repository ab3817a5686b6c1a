import { Link } from "@tanstack/react-router";
import { Equal } from "lucide-react";
import { useStore } from "zustand";
import type { RunRecord } from "../runs/run-context.tsx";
import { useRunStoreOf } from "../runs/use-run-store.ts";
import { Button } from "../ui/Button.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { beforeRetry } from "./before-retry.ts";
import { RecentRunLinks } from "./ChooseOther.tsx";

/** Both sides are one run: what it was before it was retried is something else, and so is any other run. */
export function SameRunTwice({ run }: { run: RunRecord }) {
  const store = useRunStoreOf(run.run_id, run.last_seq, null);
  const before = useStore(store, ({ events }) => beforeRetry(events));
  return (
    <div className="h-full overflow-y-auto">
      <EmptyState
        icon={Equal}
        title="Both sides are the same run"
        className="pb-6"
        action={
          before !== null && (
            <Button asChild variant="primary">
              <Link to="/runs/compare" search={{ left: run.run_id, left_seq: before, right: run.run_id }}>
                Compare before and after its retry
              </Link>
            </Button>
          )
        }
      >
        A run does not differ from itself. Choose another one for B.
      </EmptyState>
      <RecentRunLinks run={run} side="right" />
    </div>
  );
}
