import { useMutation } from "@tanstack/react-query";
import { MAX_MANY_RUNS } from "@worktrail/shared/api/runs-list";
import { useState } from "react";
import { describeError } from "../api/errors.ts";
import { trpcClient } from "../api/trpc.ts";
import type { SteerResult } from "./steer-words.ts";

export type SteerVerb = "cancel" | "retry";
export type Steered = { verb: SteerVerb; results: SteerResult[] };

/** Sends as many at once as the server takes. What a lost connection leaves open counts as refused, with the reason. */
async function steer(verb: SteerVerb, run_ids: readonly string[]): Promise<SteerResult[]> {
  const results: SteerResult[] = [];
  for (let from = 0; from < run_ids.length; from += MAX_MANY_RUNS) {
    const part = run_ids.slice(from, from + MAX_MANY_RUNS);
    try {
      const procedure = verb === "cancel" ? trpcClient.runs.cancel_many : trpcClient.runs.retry_many;
      results.push(...(await procedure.mutate({ run_ids: part })).results);
    } catch (error) {
      const { message } = describeError(error);
      results.push(
        ...part.map((run_id): SteerResult => ({ run_id, ok: false, code: "UNAVAILABLE", message })),
      );
    }
  }
  return results;
}

/** Cancels or retries many runs, and keeps what became of it until the next time. */
export function useSteerMany(onDone: (worked: readonly string[]) => void) {
  const [steered, setSteered] = useState<Steered | null>(null);
  const mutation = useMutation({
    mutationFn: ({ verb, run_ids }: { verb: SteerVerb; run_ids: readonly string[] }) => steer(verb, run_ids),
    onSuccess: (results, { verb }) => {
      setSteered({ verb, results });
      onDone(results.flatMap(({ ok, run_id }) => (ok ? [run_id] : [])));
    },
  });
  return {
    steered,
    forget: () => setSteered(null),
    pending: mutation.isPending,
    send: (verb: SteerVerb, run_ids: readonly string[]) => mutation.mutateAsync({ verb, run_ids }),
  };
}
