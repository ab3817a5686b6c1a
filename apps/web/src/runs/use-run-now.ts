// What is known of a run beside its journal: whether anybody shows that it goes on, and whether this page would hear it.
import { hasEnded } from "@worktrail/shared/run/state";
import { useMemo } from "react";
import { useCutOff } from "../live/use-cut-off.ts";
import type { RunNow } from "../store/run-now.ts";
import type { Status } from "../ui/status.ts";
import {
  type RunRecord,
  useIsPast,
  useRun,
  useRunHeadStatus,
  useRunStatus,
  useRunStore,
} from "./run-context.tsx";

/** Why the run does not count as running; null for a moment in the past, and once its journal has gone on. */
export function useStale(): RunRecord["stale"] {
  const { run } = useRun();
  const past = useIsPast();
  const ended = hasEnded(useRunHeadStatus());
  const wentOn = useRunStore(({ head }) => (head?.last_seq ?? 0) > run.last_seq);
  return past || ended || wentOn ? null : run.stale;
}

/** When the server was last heard, in milliseconds; null while it is, and where nothing can change any more. */
export function useAsOf(): number | null {
  const past = useIsPast();
  const ended = hasEnded(useRunHeadStatus());
  const cut = useCutOff();
  return past || ended ? null : (cut?.heard_at ?? null);
}

/** The status to show: a run of which nobody knows whether it goes on is not told as running. */
export function useShownStatus(): Status {
  const status = useRunStatus();
  return useStale() ? "stale" : status;
}

export function useRunNow(): RunNow {
  const { run } = useRun();
  const queued = run.status === "queued";
  const stale = useStale() !== null;
  const cut_off = useAsOf() !== null;
  return useMemo(() => ({ queued, stale, cut_off }), [queued, stale, cut_off]);
}
