import { hasEnded } from "@worktrail/shared/run/state";
import { useMemo } from "react";
import { useRun, useRunHeadStatus, useRunStore } from "../runs/run-context.tsx";
import { type CriticalPath, criticalPath } from "./critical-path.ts";
import { createTimelineMemo } from "./timeline-memo.ts";
import type { Timeline } from "./timeline-model.ts";

export type TimelineView = {
  /** As far as the moment that is looked at. */
  timeline: Timeline;
  path: CriticalPath | null;
  /** The last event that is known, in milliseconds from the run's start. */
  last: number;
  /** Whether the newest moment is shown of a run that goes on: open bars grow. */
  live: boolean;
  /** Milliseconds from the run's start; null while the newest moment is shown. */
  moment: number | null;
};

export function useTimeline(): TimelineView {
  const { graph } = useRun();
  const events = useRunStore((state) => state.events);
  const moment = useRunStore((state) => state.moment);
  const ended = hasEnded(useRunHeadStatus());
  const memo = useMemo(() => createTimelineMemo(graph), [graph]);
  const past = moment !== null && moment < events.length;
  const timeline = memo.at(events, past ? moment : events.length);
  const path = useMemo(() => criticalPath(timeline, graph), [timeline, graph]);
  const newest = events.last;
  const last = newest ? Math.max(timeline.last, Date.parse(newest.timestamp) - timeline.origin) : 0;
  return { timeline, path, last, live: !past && !ended, moment: past ? timeline.last : null };
}
