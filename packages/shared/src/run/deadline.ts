import type { GraphStep } from "../segment/graph.ts";
import type { StepState } from "./state.ts";

/**
 * When the time limit of a step is over, in ms since 1970; null for a step that names none. It goes on counting over
 * attempts that were lost with their process, and counts anew from any other.
 *
 * @param known the step as the journal has it; null before its first attempt
 * @param started_at RFC 3339, of the attempt under way
 */
export function stepDeadline(
  { step }: Pick<GraphStep, "step">,
  known: Pick<StepState, "counting_from"> | null,
  started_at: string,
): number | null {
  if (step.timeout_seconds === undefined) return null;
  return Date.parse(known?.counting_from ?? started_at) + step.timeout_seconds * 1_000;
}
