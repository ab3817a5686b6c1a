import { type ReactNode, useContext, useMemo } from "react";
import { ClockContext } from "../ui/clock.ts";

/** Lets what counts the time stand still at a moment, in milliseconds; with null it goes on as it does outside. */
export function StandStill({ at, children }: { at: number | null; children: ReactNode }) {
  const outside = useContext(ClockContext);
  const clock = useMemo(() => (at === null ? outside : { ...outside, still: () => at }), [at, outside]);
  return <ClockContext value={clock}>{children}</ClockContext>;
}
