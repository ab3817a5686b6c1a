import { useQuery } from "@tanstack/react-query";
import { type ApiOutputs, trpc } from "../api/trpc.ts";

export type ListedRun = ApiOutputs["runs"]["list"]["runs"][number];

const SHOWN = 20;

/** The newest runs of a segment without those that are named, for a choice among them. */
export function useRecentRuns(segment_id: string, without: readonly (string | undefined)[], enabled = true) {
  const recent = useQuery({
    ...trpc.runs.list.queryOptions({ segment_id, limit: SHOWN }),
    enabled,
  });
  const runs = recent.data?.runs.filter(({ run_id }) => !without.includes(run_id));
  return { runs, error: recent.error };
}
