import { useQuery } from "@tanstack/react-query";
import { trpcClient } from "../api/trpc.ts";
import { fetchRecorded, type Recorded, type RunsReader } from "./recorded-values.ts";

const runsReader: RunsReader = {
  recent: async (segment_id, limit) => (await trpcClient.runs.list.query({ segment_id, limit })).runs,
  events: (run_id, after_seq, limit) => trpcClient.runs.events.query({ run_id, after_seq, limit }),
};

type RecordedQuery = { recorded: Recorded | null; isPending: boolean };

/** What the last runs recorded of these steps, read anew each time that it is asked for. */
export function useRecorded(segment_id: string, step_ids: readonly string[]): RecordedQuery {
  const { data, isPending } = useQuery({
    queryKey: ["recorded-values", segment_id, ...step_ids],
    // Without it, everything is typed: no reason to stop anybody.
    queryFn: () => fetchRecorded(runsReader, segment_id, step_ids).catch(() => null),
    gcTime: 0,
    structuralSharing: false,
  });
  return { recorded: data ?? null, isPending };
}
