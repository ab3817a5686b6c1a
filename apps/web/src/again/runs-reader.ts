import { useQuery } from "@tanstack/react-query";
import { describeError } from "../api/errors.ts";
import { trpcClient } from "../api/trpc.ts";
import { fetchRecorded, type Recorded, type RunsReader } from "./recorded-values.ts";

const runsReader: RunsReader = {
  recent: async (segment_id, limit) => (await trpcClient.runs.list.query({ segment_id, limit })).runs,
  events: (run_id, after_seq, limit) => trpcClient.runs.events.query({ run_id, after_seq, limit }),
};

type RecordedQuery = {
  recorded: Recorded | null;
  isPending: boolean;
  /** Why the last runs could not be read, as a sentence; everything can still be typed. */
  unread: string | null;
};

/** What the last runs recorded of these steps, read anew each time that it is asked for. */
export function useRecorded(segment_id: string, step_ids: readonly string[]): RecordedQuery {
  const { data, error, isPending } = useQuery({
    queryKey: ["recorded-values", segment_id, ...step_ids],
    queryFn: () => fetchRecorded(runsReader, segment_id, step_ids),
    // Somebody waits for it, and can go on without.
    retry: false,
    gcTime: 0,
    structuralSharing: false,
  });
  const unread = error
    ? `What the last runs recorded could not be read. ${describeError(error).message}`
    : null;
  return { recorded: data ?? null, isPending, unread };
}
