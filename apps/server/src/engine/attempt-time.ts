// How long an attempt may take, and what ends it then.
import { stepDeadline } from "@worktrail/shared/run/deadline";
import { StepFailure } from "@worktrail/shared/step/failure";
import type { Attempt } from "./context.ts";
import type { EngineDeps } from "./engine-deps.ts";

/** setTimeout holds 2^31 - 1 ms at most; a longer wait is made of several. */
const MAX_DELAY_MS = 2_147_483_647;

export type TimeLeft = { ms: number; limit_seconds: number };

/** What is left for an attempt that begins now: the whole time, less what attempts before it took that were lost. */
export function timeLeft(
  { clock, limits }: Pick<EngineDeps, "clock" | "limits">,
  { state, step, started_at }: Pick<Attempt, "state" | "step" | "started_at">,
): TimeLeft {
  const limit_seconds = step.step.timeout_seconds ?? limits.step_timeout_seconds;
  const known = state.steps[step.step.step_id];
  const deadline = known?.counting_from ? stepDeadline(step, known, started_at) : null;
  const ms = deadline === null ? limit_seconds * 1_000 : deadline - clock().getTime();
  return { ms, limit_seconds };
}

/** Aborts an attempt when its time is over, at once if it is; the promise rejects with any abort, and never resolves. */
export function endOfTime(
  abort: AbortController,
  { ms, limit_seconds }: TimeLeft,
): { promise: Promise<never>; cancel(): void } {
  const { promise, reject } = Promise.withResolvers<never>();
  // Once the handler has won the race nobody looks at this promise any more.
  promise.catch(() => undefined);
  const onAbort = () => reject(abort.signal.reason);
  if (abort.signal.aborted) onAbort();
  abort.signal.addEventListener("abort", onAbort, { once: true });
  let timer: NodeJS.Timeout | undefined;
  const wait = (left: number) => {
    timer = setTimeout(
      () => (left > MAX_DELAY_MS ? wait(left - MAX_DELAY_MS) : abort.abort(timeOut(limit_seconds))),
      Math.min(left, MAX_DELAY_MS),
    );
  };
  if (ms > 0) wait(ms);
  else abort.abort(timeOut(limit_seconds));
  const cancel = () => {
    clearTimeout(timer);
    abort.signal.removeEventListener("abort", onAbort);
  };
  return { promise, cancel };
}

export function timeOut(seconds: number): StepFailure {
  const limit = seconds === 1 ? "1 second" : `${seconds} seconds`;
  return new StepFailure("STEP_TIMEOUT", `The step took longer than its limit of ${limit}.`, {
    recoverable: true,
  });
}
