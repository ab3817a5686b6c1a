import { useCallback, useState } from "react";

/** How much room a run that goes on gets to grow into before the axis is drawn anew. */
const GROWTH = 1.25;
const LEAST_MS = 1_000;

/** The end of the axis in milliseconds: the last event, or of a live run a moment ahead, so that it seldom moves. */
export function useAxisLimit(live: boolean, last: number, origin: number) {
  const [grown, setGrown] = useState(0);
  const onPassed = useCallback((now: number) => setGrown(now), []);
  if (!live) return { limit: Math.max(1, last), now: last, onPassed };
  const now = Math.max(last, grown, Date.now() - origin);
  // In steps, so that an event more does not move the axis.
  const limit =
    LEAST_MS * GROWTH ** Math.ceil(Math.log(Math.max(1, now / LEAST_MS)) / Math.log(GROWTH) + 0.01);
  return { limit, now, onPassed };
}
