// A step with one setting changed; the same step where it is so already. What is the default is left out.
import type { RetryPolicy, Step } from "@worktrail/shared/segment/schema";

export function withColor(step: Step, color: string | undefined): Step {
  if (step.ui?.color === color) return step;
  const { color: _old, ...look } = step.ui ?? {};
  const ui = color === undefined ? look : { ...look, color };
  const { ui: _was, ...rest } = step;
  return Object.keys(ui).length === 0 ? rest : { ...rest, ui };
}

export function withOnError(step: Step, on_error: NonNullable<Step["on_error"]>): Step {
  if ((step.on_error ?? "fail") === on_error) return step;
  const { on_error: _old, ...rest } = step;
  return on_error === "fail" ? rest : { ...rest, on_error };
}

export function withTimeout(step: Step, timeout_seconds: number | undefined): Step {
  if (step.timeout_seconds === timeout_seconds) return step;
  const { timeout_seconds: _old, ...rest } = step;
  return timeout_seconds === undefined ? rest : { ...rest, timeout_seconds };
}

/** Only the field that was changed is taken over: the others stay as each step has them. */
export function withRetry(step: Step, next: RetryPolicy | undefined, field: string): Step {
  const { retry: own, ...rest } = step;
  if (next === undefined) return own === undefined ? step : rest;
  const before: Record<string, number> = { ...next, ...own };
  delete before[field];
  const value = Object.entries(next).find(([name]) => name === field)?.[1];
  const { max_attempts = next.max_attempts, ...delays } = before;
  const retry: RetryPolicy = { max_attempts, ...delays, ...(value !== undefined && { [field]: value }) };
  return { ...rest, retry };
}
