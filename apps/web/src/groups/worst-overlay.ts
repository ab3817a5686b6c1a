// What a folded group says of the steps inside it: the worst of them.
import type { CanvasStatus, StepOverlay } from "../canvas/step-overlay.tsx";

/** From what asks for attention to what asks for none. */
const WORST_FIRST: readonly CanvasStatus[] = [
  "failed",
  "stale",
  "retrying",
  "waiting",
  "paused",
  "running",
  "cancelled",
  "scheduled",
  "queued",
  "pending",
  "completed",
  "skipped",
  "idle",
];

export type GroupOverlay = {
  readonly status: CanvasStatus;
  /** How many have an outcome. */
  readonly ended: number;
  readonly errors: number;
  readonly warnings: number;
};

const ENDED: ReadonlySet<CanvasStatus> = new Set(["failed", "cancelled", "completed", "skipped"]);

export function worstOf(overlays: readonly StepOverlay[]): GroupOverlay {
  let worst = WORST_FIRST.length - 1;
  let ended = 0;
  let errors = 0;
  let warnings = 0;
  for (const overlay of overlays) {
    worst = Math.min(worst, WORST_FIRST.indexOf(overlay.status));
    if (ENDED.has(overlay.status)) ended++;
    errors += overlay.errors;
    warnings += overlay.warnings;
  }
  return { status: WORST_FIRST[worst] ?? "idle", ended, errors, warnings };
}
