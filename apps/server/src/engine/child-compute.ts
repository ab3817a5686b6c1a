// What a step that runs another segment computes: on the thread that serves people, or on the one for what takes long.

import { stepConfig } from "@worktrail/shared/run/step-config";
import { StepFailure } from "@worktrail/shared/step/failure";
import type { ChildOutput, ChildrenRequest, StepContext } from "@worktrail/shared/step/handler";
import { type ContextBase, type Failure, failureOf, pureContext } from "./context.ts";
import type { Handlers } from "./engine-deps.ts";
import { childrenHandler } from "./handler-of.ts";
import { checkInputs } from "./port-values.ts";

/** Each evaluation has its bound; more of them than this are too much together for the thread that serves people. */
const MAX_EVALUATIONS = 20;

export type ComputedRequest = { ok: true; request: ChildrenRequest } | { ok: false; failure: Failure };
export type ComputedEnd = { ok: true; done: boolean } | { ok: false; failure: Failure };

export function computeRequest(
  handlers: Handlers,
  base: ContextBase,
  log: (error: unknown) => void,
): ComputedRequest {
  try {
    checkInputs(base.step, base.inputs);
    const context = bounded(base, pureContext(base));
    const config = stepConfig(base.step, context, { budget: base.budget });
    return { ok: true, request: childrenHandler(handlers, base.step).plan(config as never, context) };
  } catch (error) {
    return { ok: false, failure: failureOf(error, log) };
  }
}

/** Whether a loop ends with this output. */
export function computeEnd(
  handlers: Handlers,
  base: ContextBase,
  last: ChildOutput,
  log: (error: unknown) => void,
): ComputedEnd {
  try {
    const context = pureContext(base);
    const config = stepConfig(base.step, context, { budget: base.budget });
    return { ok: true, done: childrenHandler(handlers, base.step).isDone(config as never, context, last) };
  } catch (error) {
    return { ok: false, failure: failureOf(error, log) };
  }
}

function bounded(base: ContextBase, context: StepContext): StepContext {
  if (base.budget !== undefined) return context;
  let left = MAX_EVALUATIONS;
  const evaluate: StepContext["evaluate"] = (source, over) => {
    left -= 1;
    if (left >= 0) return context.evaluate(source, over);
    throw new StepFailure("EXPRESSION_FAILED", "There is too much to compute here.", {
      details: { reason: "budget_exceeded" },
    });
  };
  return Object.create(context, { evaluate: { value: evaluate } });
}
