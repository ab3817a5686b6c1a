// How each kind of bar looks: colour and pattern together, so that neither has to be told apart alone.

import { assertNever } from "@worktrail/shared/errors";
import type { CSSProperties } from "react";
import type { Part, PartEnd } from "./timeline-model.ts";

const STRIPES = "repeating-linear-gradient(135deg, currentColor 0 3px, transparent 3px 7px)";
const DOTS =
  "radial-gradient(circle at center, currentColor 1.5px, transparent 2px) 0 center / 7px 7px repeat-x";
const UPRIGHT = "repeating-linear-gradient(90deg, currentColor 0 3px, transparent 3px 4px)";
const LINES = "repeating-linear-gradient(0deg, currentColor 0 2px, transparent 2px 5px)";

const END_COLORS: Readonly<Record<PartEnd, string>> = {
  went_on: "var(--status-running)",
  completed: "var(--status-completed)",
  failed: "var(--status-failed)",
  retried: "var(--status-failed)",
  lost: "var(--status-timed-out)",
  skipped: "var(--status-skipped)",
  cancelled: "var(--status-cancelled)",
};

export function partStyle({ kind, ended }: Pick<Part, "kind" | "ended">): CSSProperties {
  const tone = ended === null ? "var(--status-running)" : END_COLORS[ended];
  switch (kind) {
    case "queued":
      return { color: "var(--status-queued)", border: "1px dashed currentColor" };
    case "person":
      return { color: "var(--status-waiting)", border: "1px solid currentColor", background: STRIPES };
    case "back_off":
      return { color: "var(--status-retrying)", background: DOTS };
    case "runs_below":
      return { color: tone, border: "1px solid currentColor", background: LINES };
    case "running":
    case "call":
      if (ended === "lost") return { color: tone, border: "1px dotted currentColor", background: STRIPES };
      return { color: tone, background: "currentColor" };
    default:
      return assertNever(kind);
  }
}

/** Of several parts in one bar: upright lines, as of many that stand close together. */
export function sheafStyle(ended: PartEnd): CSSProperties {
  return { color: END_COLORS[ended], background: UPRIGHT };
}

/** The height of a bar in its row, and its distance from the top. */
export function partBox({ kind }: Pick<Part, "kind">): { top: number; height: number } {
  if (kind === "queued") return { top: 8, height: 8 };
  if (kind === "call") return { top: 7, height: 10 };
  return { top: 5, height: 14 };
}
