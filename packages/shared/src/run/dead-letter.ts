import type { RunError } from "./events.ts";

/** Of a run whose process died over and over as soon as it took the run. */
export const POISON_RUN = "POISON_RUN";

/** What an error is called that is not a step's own. */
export const RUN_FAILURE = "RunFailure";

/**
 * Whether a run that failed with this error did so because servers could not bring it to an end, rather than by what
 * its steps said: somebody has to look at it, and may then retry it.
 */
export function isDeadLetter(error: RunError | null): boolean {
  switch (error?.error_code) {
    case POISON_RUN:
    case "STEP_LOST":
      return true;
    case "INTERNAL":
      return error.error_type === RUN_FAILURE;
    default:
      return false;
  }
}
