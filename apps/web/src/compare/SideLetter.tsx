import "./compare.css";
import type { Side } from "@worktrail/shared/run/compare-runs";
import { sideLetters } from "./compare-words.ts";

/** A or B, in the colour that the lines of its own path have. */
export function SideLetter({ side }: { side: Side }) {
  return (
    <span data-side={side} className="wt-side-letter">
      {sideLetters[side]}
    </span>
  );
}
