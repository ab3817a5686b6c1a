import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { trpcClient } from "../api/trpc.ts";
import { steerRuns } from "./steer-runs.ts";
import type { SteerResult } from "./steer-words.ts";

export type SteerVerb = "cancel" | "retry";
export type Steered = { verb: SteerVerb; results: SteerResult[] };

const steer = (verb: SteerVerb, run_ids: readonly string[]) => {
  const procedure = verb === "cancel" ? trpcClient.runs.cancel_many : trpcClient.runs.retry_many;
  return steerRuns((input) => procedure.mutate(input), run_ids);
};

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
