import { useSyncExternalStore } from "react";
import { formatRelativeTime } from "./relative-time.ts";

const TICK_MS = 20_000;
const listeners = new Set<() => void>();
let now = Date.now();
let ticking: ReturnType<typeof setInterval> | undefined;

/** One clock for every time on the page; it stands still while none is shown. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!ticking) {
    now = Date.now();
    ticking = setInterval(() => {
      now = Date.now();
      for (const tell of listeners) tell();
    }, TICK_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}

/** What happened after the clock's last tick is past all the same. */
function pastSince(date: Date): number {
  return Math.min(date.getTime(), Date.now());
}

/** "5 min. ago", kept fresh, with the exact time on hover and for machines. */
export function RelativeTime({ value, className }: { value: string | number | Date; className?: string }) {
  const current = useSyncExternalStore(subscribe, () => now);
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return <span className={className}>–</span>;
  return (
    <time dateTime={date.toISOString()} title={date.toLocaleString()} className={className}>
      {formatRelativeTime(date.getTime(), Math.max(current, Date.now() - TICK_MS, pastSince(date)))}
    </time>
  );
}
