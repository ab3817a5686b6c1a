import { type ReactNode, useContext } from "react";
import { ClockContext } from "../ui/clock.ts";

/** Lets what counts the time stand still at a moment, in milliseconds; with null it goes on as it does outside. */
export function StandStill({ at, children }: { at: number | null; children: ReactNode }) {
  const outside = useContext(ClockContext);
  return <ClockContext value={at ?? outside}>{children}</ClockContext>;
}
