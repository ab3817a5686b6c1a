import { hasEnded } from "@worktrail/shared/run/state";
import { useMemo } from "react";
import { useRun, useRunHeadStatus, useRunStore } from "../runs/run-context.tsx";
import { useStale } from "../runs/use-run-now.ts";
import { useStill } from "../ui/clock.ts";
import { type CriticalPath, criticalPath } from "./critical-path.ts";
import { createTimelineMemo } from "./timeline-memo.ts";
import type { Timeline } from "./timeline-model.ts";

export type TimelineView = {
  /** As far as the moment that is looked at. */
  timeline: Timeline;
  path: CriticalPath | null;
  /** The last event that is known, in milliseconds from the run's start. */
  last: number;
  /** Where what goes on is drawn to while time stands still; null while it grows. */
  until: number | null;
  /** Nobody shows that what is at work goes on. */
  stale: boolean;
  /** Milliseconds from the run's start; null while the newest moment is shown. */
  moment: number | null;
};

export function useTimeline(): TimelineView {
  const { graph } = useRun();
  const events = useRunStore((state) => state.events);
  const moment = useRunStore((state) => state.moment);
  const ended = hasEnded(useRunHeadStatus());
  const stale = useStale();
  const still = useStill();
  const memo = useMemo(() => createTimelineMemo(graph), [graph]);
  const past = moment !== null && moment < events.length;
  const timeline = memo.at(events, past ? moment : events.length);
  const path = useMemo(() => criticalPath(timeline, graph), [timeline, graph]);
  const { origin } = timeline;
  const newest = events.last;
  const last = newest ? Math.max(timeline.last, Date.parse(newest.timestamp) - origin) : 0;
  // Of a worker that says nothing and a server that can't be reached, only the past is known.
  const heard = stale?.since ? Date.parse(stale.since) : still;
  const known = ended || past || heard === null ? timeline.last : heard - origin;
  const grows = !ended && !past && !stale && still === null;
  return {
    timeline,
    path,
    last,
    until: grows ? null : Math.max(timeline.last, known),
    stale: stale !== null,
    moment: past ? timeline.last : null,
  };
}
