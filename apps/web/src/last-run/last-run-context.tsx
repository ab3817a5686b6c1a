import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { trpc, trpcClient } from "../api/trpc.ts";
import { fetchLastRun, type LastRun, type RunReader } from "./fetch-last-run.ts";

type LastRunValue = {
  readonly run: LastRun | null;
  /** Asks for the run; nothing is fetched before somebody wants to see it. */
  readonly want: () => void;
};

export const LastRunContext = createContext<LastRunValue>({ run: null, want: () => {} });

const reader: RunReader = {
  newest: async (segment_id) => (await trpcClient.runs.list.query({ segment_id, limit: 1 })).runs[0],
  events: (run_id, after_seq, limit) => trpcClient.runs.events.query({ run_id, after_seq, limit }),
};

/** Lies below the list of runs, so that whatever makes that stale makes this stale as well. */
const keyOf = (segment_id: string) => [...trpc.runs.list.pathKey(), "last-run", segment_id];

/** Below this, `useLastRun` gives the newest run of the segment. */
export function LastRunProvider({ segment_id, children }: { segment_id: string; children: ReactNode }) {
  const queryClient = useQueryClient();
  const [wanted, setWanted] = useState(false);
  const queryKey = keyOf(segment_id);
  const { data } = useQuery({
    queryKey,
    queryFn: () =>
      fetchLastRun(reader, segment_id, queryClient.getQueryData<LastRun | null>(queryKey) ?? null),
    enabled: wanted,
    structuralSharing: false,
  });
  const run = data ?? null;
  const value = useMemo(() => ({ run, want: () => setWanted(true) }), [run]);
  return <LastRunContext value={value}>{children}</LastRunContext>;
}

/** Null until it is there, and where the segment never ran. */
export function useLastRun(): LastRun | null {
  const { run, want } = useContext(LastRunContext);
  useEffect(want, [want]);
  return run;
}
