import type { ModelCost } from "@worktrail/shared/run/cost";
import { counted } from "../ui/counted.ts";

/** "$0.0042", with as many digits as it takes to tell small amounts apart. */
export function dollars(usd: number): string {
  if (usd === 0) return "$0";
  if (usd < 0.0001) return "under $0.0001";
  return `$${usd.toFixed(usd < 1 ? 4 : 2)}`;
}

/** What the models cost so far, and of how many calls nobody knows it; null where none was asked. */
export function costWords(cost: ModelCost | undefined): string | null {
  if (cost === undefined || cost.calls === 0) return null;
  const { usd, calls, unpriced, simulated } = cost;
  if (simulated === calls) return "None: simulation";
  const simulation = simulated === 0 ? "" : `, ${counted(simulated, "call")} simulated`;
  if (unpriced + simulated === calls) return `Unknown${simulation}`;
  const unknown = unpriced === 0 ? "" : `, and ${counted(unpriced, "call")} of unknown price`;
  return `${dollars(usd)}${unknown}${simulation}`;
}

/** The same for the corner of a step; null also for what its badge says already. */
export function shortCost(cost: ModelCost | undefined): string | null {
  if (cost === undefined || cost.simulated === cost.calls) return null;
  if (cost.unpriced + cost.simulated === cost.calls) return "cost unknown";
  return `${dollars(cost.usd)}${cost.unpriced > 0 ? " + unknown" : ""}`;
}

export type SubRunCosts = { count: number; cost_usd: number | null; whole: boolean };

/**
 * What a run and the runs below it cost together, and which part is whose; null where no call had a price.
 * @param own US dollars
 */
export function totalCost(
  own: number | null,
  below: SubRunCosts | null,
): { total: string; parts: string | null } | null {
  const ofOthers = below?.cost_usd ?? null;
  if (ofOthers === null || below === null) return own === null ? null : { total: dollars(own), parts: null };
  const least = below.whole ? "" : "at least ";
  const parts = `${dollars(own ?? 0)} of its own, ${least}${dollars(ofOthers)} in ${counted(below.count, "run")} below it`;
  return { total: `${below.whole ? "" : "over "}${dollars((own ?? 0) + ofOthers)}`, parts };
}
