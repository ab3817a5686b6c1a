import { createContext, useContext, useEffect, useState } from "react";

/** The time that a part of the page stands still at, in milliseconds; null where it goes on. */
export const ClockContext = createContext<number | null>(null);

const TICK_MS = 250;

/** Milliseconds, kept fresh while `ticking`; under a clock that stands still, its time. */
export function useNow(ticking: boolean): number {
  const still = useContext(ClockContext);
  const [now, setNow] = useState(() => Date.now());
  const goes = ticking && still === null;
  useEffect(() => {
    if (!goes) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [goes]);
  return still ?? now;
}
