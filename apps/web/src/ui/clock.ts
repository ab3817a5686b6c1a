import { createContext, useContext, useEffect, useState, useSyncExternalStore } from "react";

/** The time of a part of the page. */
export interface Clock {
  /** The time that it stands still at, in milliseconds; null while it goes on. */
  still: () => number | null;
  /** Told when `still` has changed. */
  subscribe: (listener: () => void) => () => void;
}

const goesOn: Clock = { still: () => null, subscribe: () => () => undefined };

export const ClockContext = createContext<Clock>(goesOn);

const TICK_MS = 250;

/** The time that this part of the page stands still at, in milliseconds; null where it goes on. */
export function useStill(): number | null {
  const clock = useContext(ClockContext);
  return useSyncExternalStore(clock.subscribe, clock.still);
}

/** Whether time stands still here, whenever that is. */
export function useStandsStill(): boolean {
  const clock = useContext(ClockContext);
  return useSyncExternalStore(clock.subscribe, () => clock.still() !== null);
}

/** Milliseconds, kept fresh while `ticking`; under a clock that stands still, its time. */
export function useNow(ticking: boolean): number {
  const still = useStill();
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
