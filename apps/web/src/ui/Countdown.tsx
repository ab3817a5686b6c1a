import { useEffect, useState } from "react";
import { formatWholeSeconds } from "./duration.ts";

/** "in 4 s", second by second; "due" from then on, which stays true while a run is paused. */
export function Countdown({ until }: { until: string }) {
  const due = new Date(until).getTime();
  const [now, setNow] = useState(() => Date.now());
  const over = now >= due;
  useEffect(() => {
    if (over) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [over]);
  if (over) return "due";
  return <span className="whitespace-nowrap tabular-nums">in {formatWholeSeconds(due - now)}</span>;
}
