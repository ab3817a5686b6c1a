// One attempt of a step that is done when its handler returns, from its inputs to its checked outputs.
import type { JsonObject } from "@worktrail/shared/json";
import type { EventDraft } from "@worktrail/shared/run/events";
import { isTooCostly, parseConfig, stepConfig } from "@worktrail/shared/run/step-config";
import { StepFailure } from "@worktrail/shared/step/failure";
import type { StepContext, StepOutputs } from "@worktrail/shared/step/handler";
import { endOfTime, timeLeft } from "./attempt-time.ts";
import {
  type Attempt,
  type ContextBase,
  externalContext,
  type Failure,
  failureOf,
  pureContext,
} from "./context.ts";
import type { CostlySteps } from "./costly-steps.ts";
import type { EngineDeps, Handlers } from "./engine-deps.ts";
import { workHandler } from "./handler-of.ts";
import { NO_SECRETS, type OpenSecrets, openSecrets } from "./open-secrets.ts";
import { checkInputs, checkOutputs } from "./port-values.ts";

export type Outcome = { ok: true; outputs: StepOutputs } | { ok: false; failure: Failure };

type Costly = Pick<CostlySteps, "config">;

/** Steps that only compute: they end within the turn in which they start. */
export function computePure(handlers: Handlers, base: ContextBase, log: (error: unknown) => void): Outcome {
  try {
    checkInputs(base.step, base.inputs);
    const context = pureContext(base);
    const config = stepConfig(base.step, context, { budget: base.budget });
    const outputs = workHandler(handlers, base.step).run(config as never, context);
    if (outputs instanceof Promise) throw new Error("A pure step type must answer at once.");
    checkOutputs(base.step, outputs);
    return { ok: true, outputs };
  } catch (error) {
    return { ok: false, failure: failureOf(error, log) };
  }
}

/** Steps that act outside. Never rejects; `abort` ends it at once, whether or not the handler listens. */
export async function runExternal(
  deps: EngineDeps,
  costly: Costly,
  attempt: Attempt,
  abort: AbortController,
  records: EventDraft[],
): Promise<Outcome> {
  if (abort.signal.aborted) return STOPPED;
  const ended = endOfTime(abort, timeLeft(deps, attempt));
  let secrets = NO_SECRETS;
  try {
    secrets = await openSecrets(deps, attempt);
    abort.signal.throwIfAborted();
    const outputs = await Promise.race([
      callHandler(deps, costly, attempt, secrets, abort.signal, records),
      ended.promise,
    ]);
    return { ok: true, outputs: secrets.mask.json(plainJson(outputs)) };
  } catch (error) {
    const { aborted, reason } = abort.signal;
    if (aborted && !(reason instanceof StepFailure)) return STOPPED;
    const failure = failureOf(aborted ? reason : error, logFor(deps, attempt));
    return { ok: false, failure: secrets.mask.json(failure) };
  } finally {
    ended.cancel();
    records.splice(0, records.length, ...secrets.mask.json(records));
  }
}

/** Of an attempt that nobody waits for any more: the run has ended, or left this process. */
const STOPPED: Outcome = {
  ok: false,
  failure: { code: "INTERNAL", message: "The step was stopped.", recoverable: true },
};

async function callHandler(
  deps: EngineDeps,
  costly: Costly,
  attempt: Attempt,
  secrets: OpenSecrets,
  signal: AbortSignal,
  records: EventDraft[],
): Promise<StepOutputs> {
  checkInputs(attempt.step, attempt.inputs);
  const context = externalContext(attempt, deps, signal, records, secrets.mask);
  const config = await configOf(attempt, context, costly, secrets.values);
  const outputs = await workHandler(deps.handlers, attempt.step).run(config as never, context);
  checkOutputs(attempt.step, outputs);
  return outputs;
}

/** The config, computed on another thread where its templates are too much work for this one. */
export async function configOf(
  attempt: Attempt,
  context: Pick<StepContext, "scope">,
  costly: Costly,
  secrets: Record<string, string> = {},
): Promise<unknown> {
  try {
    return stepConfig(attempt.step, context, { secrets });
  } catch (error) {
    if (!(error instanceof StepFailure && isTooCostly(error))) throw error;
  }
  const computed = await costly.config(attempt, secrets);
  if (computed.ok) return parseConfig(attempt.step, computed.value);
  const { code, message, recoverable, details = {} } = computed.failure;
  throw new StepFailure(code, message, { recoverable, details });
}

/** What came from outside is made exactly what the journal will say about it. */
function plainJson(outputs: StepOutputs): StepOutputs {
  const copy: JsonObject = JSON.parse(JSON.stringify(outputs));
  return copy;
}

/** Where a failure that nobody foresaw is told in full. */
export function logFor(
  deps: EngineDeps,
  { state, step }: Pick<Attempt, "state" | "step">,
): (error: unknown) => void {
  return (error) =>
    deps.log.error(
      { err: error, run_id: state.run_id, step_id: step.step.step_id },
      "A step failed unexpectedly",
    );
}
