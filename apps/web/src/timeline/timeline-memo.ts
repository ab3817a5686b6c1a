import type { WorktrailEvent } from "@worktrail/shared/run/events";
import type { SegmentGraph } from "@worktrail/shared/segment/graph";
import { foldTimeline } from "./fold-timeline.ts";
import { EMPTY_TIMELINE, type Timeline } from "./timeline-model.ts";

/** A timeline is kept at each of these many events: going back folds fewer than that anew. */
const EVERY = 500;

/** The events of a run in order, from 1, without a gap. */
type Journal = { readonly length: number; slice: (from: number, to: number) => WorktrailEvent[] };

export type TimelineMemo = {
  /** The timeline of the first `length` events. The same length of the same journal gives the same object. */
  at: (events: Journal, length: number) => Timeline;
};

/** For one journal, which only grows. */
export function createTimelineMemo(graph: SegmentGraph): TimelineMemo {
  const kept = new Map<number, Timeline>([[0, EMPTY_TIMELINE]]);
  let latest = EMPTY_TIMELINE;
  let shown = EMPTY_TIMELINE;
  return {
    at: (events, length) => {
      const wanted = Math.min(length, events.length);
      const known = [shown, latest, kept.get(wanted)].find((timeline) => timeline?.length === wanted);
      let timeline = known ?? nearest(kept, [shown, latest], wanted);
      while (timeline.length < wanted) {
        const next = Math.min(wanted, (Math.floor(timeline.length / EVERY) + 1) * EVERY);
        timeline = foldTimeline(graph, events.slice(timeline.length, next), timeline);
        if (next % EVERY === 0 && !kept.has(next)) kept.set(next, timeline);
      }
      if (timeline.length > latest.length) latest = timeline;
      shown = timeline;
      return timeline;
    },
  };
}

function nearest(kept: ReadonlyMap<number, Timeline>, more: Timeline[], wanted: number): Timeline {
  let best = EMPTY_TIMELINE;
  for (let at = Math.floor(wanted / EVERY) * EVERY; at > 0; at -= EVERY) {
    const timeline = kept.get(at);
    if (!timeline) continue;
    best = timeline;
    break;
  }
  for (const timeline of more)
    if (timeline.length <= wanted && timeline.length > best.length) best = timeline;
  return best;
}
