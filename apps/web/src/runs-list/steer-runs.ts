import { MAX_MANY_RUNS } from "@worktrail/shared/api/runs-list";
import { describeError } from "../api/errors.ts";
import type { SteerResult } from "./steer-words.ts";

/** One call: what became of each of at most `MAX_MANY_RUNS` runs. */
export type SteerCall = (input: { run_ids: string[] }) => Promise<{ results: SteerResult[] }>;

/** Sends as many at once as the server takes. What a lost connection leaves open counts as refused, with the reason. */
export async function steerRuns(call: SteerCall, run_ids: readonly string[]): Promise<SteerResult[]> {
  const results: SteerResult[] = [];
  for (let from = 0; from < run_ids.length; from += MAX_MANY_RUNS) {
    const part = run_ids.slice(from, from + MAX_MANY_RUNS);
    try {
      results.push(...(await call({ run_ids: part })).results);
    } catch (error) {
      const { message } = describeError(error);
      results.push(
        ...part.map((run_id): SteerResult => ({ run_id, ok: false, code: "UNAVAILABLE", message })),
      );
    }
  }
  return results;
}
