import { useEffect, useState } from "react";
import { cn } from "./cn.ts";
import { formatDuration } from "./duration.ts";

/** A finished duration, or one that still runs: give `since` and it counts. */
export function Duration(props: {
  ms?: number | undefined;
  since?: string | number | undefined;
  className?: string;
}) {
  const { ms, since, className } = props;
  const [now, setNow] = useState(() => Date.now());
  const counting = ms === undefined && since !== undefined;
  useEffect(() => {
    if (!counting) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [counting]);
  const shown = counting ? Math.max(0, now - new Date(since).getTime()) : ms;
  return (
    <span className={cn("tabular-nums", className)}>{shown === undefined ? "–" : formatDuration(shown)}</span>
  );
}
