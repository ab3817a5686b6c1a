// What a failed attempt leads to: another attempt, or the step's one recorded outcome.
import type { JsonObject, JsonValue } from "../json.ts";
import type { GraphStep, SegmentGraph } from "../segment/graph.ts";
import { ERROR_PORT } from "../segment/ports.ts";
import type { RetryPolicy } from "../segment/schema.ts";
import type { EventDraft, RunError } from "./events.ts";
import type { RunState } from "./state.ts";

/** What a handler's StepFailure carries, as data. */
export type AttemptFailure = {
  code: string;
  message: string;
  recoverable: boolean;
  retry_after_seconds?: number | undefined;
  details?: JsonObject;
};

/** Lost attempts are free, but a step that takes its process down with it each time must end too. */
export const MAX_LOST_ATTEMPTS = 5;
/** Of an attempt that ended with the process that ran it. */
export const LOST_ATTEMPT: AttemptFailure = {
  code: "STEP_LOST",
  message: "The server stopped while this step was under way, and how far it came is not known.",
  recoverable: true,
};
/** The longest that another side's Retry-After is obeyed. */
const MAX_RETRY_AFTER_SECONDS = 3_600;

/** The step's own policy, else the segment's or the run's `max_retries` where the type supports retry. */
export function retryPolicy(graph: SegmentGraph, step: GraphStep, state: RunState): RetryPolicy {
  if (step.step.retry) return step.step.retry;
  const max_retries = state.config.max_retries ?? graph.segment.params?.max_retries ?? 0;
  return { max_attempts: step.contract?.supports_retry ? 1 + max_retries : 1 };
}

/**
 * Exponential backoff with equal jitter: half of the delay is fixed, half is drawn. What another side asks for with
 * Retry-After takes the place of the fixed half, so that not all whom it asks come back at the same moment.
 *
 * @param attempt the attempt that failed, from 1
 * @param random in [0, 1)
 * @returns seconds
 */
export function retryDelay(policy: RetryPolicy, attempt: number, random: number, retry_after = 0): number {
  const grown = (policy.delay_seconds ?? 1) * (policy.backoff ?? 2) ** (attempt - 1);
  const capped = Math.min(grown, policy.max_delay_seconds ?? 60);
  const fixed = Math.max(capped / 2, Math.min(retry_after, MAX_RETRY_AFTER_SECONDS));
  return fixed + (capped / 2) * random;
}

/**
 * Turns a failed attempt into the event that records it: `step.retrying` while the policy allows and the
 * failure can pass, else `step.failed` with what `on_error` lets flow on.
 */
export function decideFailure(
  graph: SegmentGraph,
  state: RunState,
  attempt: { step_id: string; attempt: number; started_at: string },
  failure: AttemptFailure,
  clock: { now: string; random: number },
): EventDraft {
  const step = graph.steps.get(attempt.step_id);
  if (!step) throw new RangeError(`The segment has no step “${attempt.step_id}”.`);
  const error = failureError(failure);
  const common = {
    step_id: attempt.step_id,
    step_type: step.step.step_type,
    attempt: attempt.attempt,
    timestamp: clock.now,
    duration_ms: Math.max(0, Date.parse(clock.now) - Date.parse(attempt.started_at)),
    error,
  };
  const retry_in = secondsToRetry(graph, step, state, attempt.attempt, failure, clock.random);
  if (retry_in !== null) {
    const due_at = new Date(Date.parse(clock.now) + retry_in * 1000).toISOString();
    const payload = { next_attempt: attempt.attempt + 1, due_at };
    return { ...common, event_type: "step.retrying", severity: "warning", payload };
  }
  const handled = step.step.on_error ?? "fail";
  const payload = { handled, outputs: outputsOnError(step, handled, error) };
  return {
    ...common,
    event_type: "step.failed",
    severity: handled === "fail" ? "error" : "warning",
    payload,
  };
}

/** A failure as events tell it. */
export function failureError({ code, message, recoverable, details = {} }: AttemptFailure): RunError {
  const error: RunError = {
    error_type: "StepFailure",
    error_message: message,
    error_code: code,
    recoverable,
  };
  return Object.keys(details).length > 0 ? { ...error, details } : error;
}

/** Null: there is no next attempt. */
function secondsToRetry(
  graph: SegmentGraph,
  step: GraphStep,
  state: RunState,
  attempt: number,
  failure: AttemptFailure,
  random: number,
): number | null {
  const known = state.steps[step.step.step_id];
  const lost = known?.lost ?? 0;
  if (failure.code === LOST_ATTEMPT.code) return lost < MAX_LOST_ATTEMPTS ? 0 : null;
  if (!failure.recoverable) return null;
  const counted = attempt - (known?.earlier_attempts ?? 0) - lost;
  const policy = retryPolicy(graph, step, state);
  if (counted >= policy.max_attempts) return null;
  return retryDelay(policy, Math.max(1, counted), random, failure.retry_after_seconds);
}

function outputsOnError(
  step: GraphStep,
  handled: "fail" | "continue" | "route",
  error: RunError,
): Record<string, JsonValue> {
  if (handled === "fail") return {};
  if (handled === "route") return { [ERROR_PORT.port_id]: { ...error } };
  return Object.fromEntries(step.ports.outputs.map((port) => [port.port_id, null]));
}
