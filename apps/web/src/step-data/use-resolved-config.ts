import { INLINE_BUDGET, WORKER_BUDGET } from "@worktrail/shared/expression/limits";
import { type ResolvedConfig, resolveConfig } from "@worktrail/shared/run/resolved-config";
import type { RunState } from "@worktrail/shared/run/state";
import type { GraphStep } from "@worktrail/shared/segment/graph";
import { useMemo, useState } from "react";
import { useRun } from "../runs/run-context.tsx";
import { useLoadedValues } from "./use-loaded-values.ts";
import { withLoaded } from "./with-loaded.ts";

export type Resolving = {
  /** The run with the values that were loaded for this. */
  state: RunState;
  resolved: ResolvedConfig;
  loaded: ReturnType<typeof useLoadedValues>;
  /** Something takes longer to compute than a page may without being asked. */
  costly: boolean;
  computeAll: () => void;
};

/**
 * What the config of a step became. What flowed into an attempt stays as it was when the attempt began: the state that
 * is first given is kept, so that a run that goes on costs nothing here. Key the component by its attempt.
 */
export function useResolvedConfig(step: GraphStep, state: RunState, now: string): Resolving {
  const { graph } = useRun();
  const [first] = useState(state);
  const loaded = useLoadedValues();
  const [budget, setBudget] = useState(INLINE_BUDGET);
  const { values } = loaded;
  const known = useMemo(() => withLoaded(first, values), [first, values]);
  const resolved = useMemo(
    () => resolveConfig(graph, known, step, { now, budget }),
    [graph, known, step, now, budget],
  );
  const costly =
    budget < WORKER_BUDGET &&
    resolved.expressions.some(({ result }) => result.kind === "failed" && result.code === "budget_exceeded");
  return { state: known, resolved, loaded, costly, computeAll: () => setBudget(WORKER_BUDGET) };
}
