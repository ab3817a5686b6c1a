import { useMutation } from "@tanstack/react-query";
import type { JsonValue } from "@worktrail/shared/json";
import type { StoredValue } from "@worktrail/shared/run/events";
import { useState } from "react";
import { trpcClient } from "../api/trpc.ts";
import { useRun } from "../runs/run-context.tsx";

/** Values that are kept beside the journal, as far as somebody has asked for them here. */
export function useLoadedValues() {
  const { run } = useRun();
  const [values, setValues] = useState<ReadonlyMap<string, JsonValue>>(new Map());
  const load = useMutation({
    mutationFn: async (stored: readonly StoredValue[]) => {
      const found = new Map(values);
      for (const { hash } of stored) {
        const { value } = await trpcClient.runs.value.query({ run_id: run.run_id, hash });
        found.set(hash, value);
      }
      setValues(found);
    },
  });
  return { values, load: load.mutate, loading: load.isPending, error: load.error };
}
