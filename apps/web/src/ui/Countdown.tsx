import { useState } from "react";
import { useNow } from "./clock.ts";
import { formatWholeSeconds } from "./duration.ts";

/** "in 4 s", second by second; "due" from then on, which stays true while a run is paused. */
export function Countdown({ until }: { until: string }) {
  const due = new Date(until).getTime();
  const [over, setOver] = useState(false);
  const now = useNow(!over);
  const isOver = now >= due;
  if (isOver !== over) setOver(isOver);
  if (isOver) return "due";
  return <span className="whitespace-nowrap tabular-nums">in {formatWholeSeconds(due - now)}</span>;
}
