import type { ApiOutputs } from "../api/trpc.ts";
import { counted } from "../ui/counted.ts";

export type SteerResult = ApiOutputs["runs"]["cancel_many"]["results"][number];
export type Refusal = { message: string; run_ids: string[] };

/** Why runs refused, each reason once. */
export function refusalsOf(results: readonly SteerResult[]): Refusal[] {
  const reasons = new Map<string, string[]>();
  for (const result of results) {
    if (result.ok) continue;
    reasons.set(result.message, [...(reasons.get(result.message) ?? []), result.run_id]);
  }
  return [...reasons].map(([message, run_ids]) => ({ message, run_ids }));
}

/** "2 runs were cancelled. 1 run was not." */
export function steerSentence(verb: "cancelled" | "retried", results: readonly SteerResult[]): string {
  const worked = results.filter(({ ok }) => ok).length;
  const refused = results.length - worked;
  const were = (count: number) => (count === 1 ? "was" : "were");
  const done = worked === 0 ? `No run was ${verb}.` : `${counted(worked, "run")} ${were(worked)} ${verb}.`;
  if (worked === 0 || refused === 0) return done;
  return `${done} ${counted(refused, "run")} ${were(refused)} not.`;
}
