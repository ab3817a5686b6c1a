import { useQuery } from "@tanstack/react-query";
import { trpcClient } from "../api/trpc.ts";
import { usePastMoment, useRun, useRunStore } from "../runs/run-context.tsx";
import { type LogLine, mergeLog, saidBy } from "./log-lines.ts";

/** While a step runs, what was said before the page was opened may not be written yet. */
const LOOK_AGAIN_MS = 3_000;

export type StepLog = {
  lines: readonly LogLine[];
  /** The run said more than is kept. */
  cut: boolean;
  loading: boolean;
  error: unknown;
};

/** The log of a step at the moment that is looked at. @param under_way whether it may still say something */
export function useStepLog(step_id: string, attempts: number, under_way: boolean): StepLog {
  const { run } = useRun();
  const signals = useRunStore((state) => state.signals[step_id]);
  const past = usePastMoment();
  const time = useRunStore(({ events }) => (past === null ? null : (events.at(past)?.timestamp ?? null)));
  const kept = useQuery({
    // Another attempt, and the end of the last one, ask again.
    queryKey: ["step-log", run.run_id, step_id, attempts, under_way],
    queryFn: () => trpcClient.runs.logs.query({ run_id: run.run_id, step_id }),
    placeholderData: (before) => before,
    refetchInterval: under_way && LOOK_AGAIN_MS,
  });
  return {
    lines: saidBy(mergeLog(kept.data?.lines ?? [], signals), time),
    cut: kept.data?.cut ?? false,
    loading: kept.isPending,
    error: kept.error,
  };
}
