// What the models that a run asked have cost so far, as far as anybody knows.
import type { EventOf } from "./events.ts";
import type { RunState } from "./state.ts";

export type ModelCost = {
  /** US dollars of the calls whose price is known. */
  usd: number;
  calls: number;
  /** Calls whose price nobody knows. */
  unpriced: number;
  /** Calls that the built-in echo answered, which cost nothing. */
  simulated: number;
};

export const NO_COST: ModelCost = Object.freeze({ usd: 0, calls: 0, unpriced: 0, simulated: 0 });

export function addCall(
  cost: ModelCost = NO_COST,
  { cost_usd, simulated }: EventOf<"llm.call_completed">["payload"],
): ModelCost {
  return {
    usd: cost.usd + (simulated ? 0 : (cost_usd ?? 0)),
    calls: cost.calls + 1,
    unpriced: cost.unpriced + (!simulated && cost_usd === null ? 1 : 0),
    simulated: cost.simulated + (simulated ? 1 : 0),
  };
}

/**
 * Every attempt counts, also those that failed. Not in here: what other runs cost that this one has started, and what
 * was taken over from an earlier run.
 */
export function runCost({ steps }: RunState): ModelCost {
  let sum = NO_COST;
  for (const { cost } of Object.values(steps)) {
    if (!cost) continue;
    sum = {
      usd: sum.usd + cost.usd,
      calls: sum.calls + cost.calls,
      unpriced: sum.unpriced + cost.unpriced,
      simulated: sum.simulated + cost.simulated,
    };
  }
  return sum;
}
