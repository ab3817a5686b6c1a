// The runtime context of one attempt: everything through which a handler touches the world.
import type { ExpressionScope } from "@worktrail/shared/expression/scope";
import { isJsonObject, type JsonValue } from "@worktrail/shared/json";
import type { EventDraft } from "@worktrail/shared/run/events";
import type { AttemptFailure } from "@worktrail/shared/run/retry";
import type { RunState } from "@worktrail/shared/run/state";
import { firstInput, stepScope } from "@worktrail/shared/run/step-scope";
import type { GraphStep, SegmentGraph } from "@worktrail/shared/segment/graph";
import { type FailureCode, StepFailure } from "@worktrail/shared/step/failure";
import type { LlmRequest, LlmResponse, StepContext } from "@worktrail/shared/step/handler";
import type { Mask } from "../secrets/mask.ts";
import type { EngineDeps } from "./engine-deps.ts";
import { evaluateInScope } from "./evaluate-in-scope.ts";

export type Attempt = {
  graph: SegmentGraph;
  /** The run as it is when the attempt starts. */
  state: RunState;
  step: GraphStep;
  attempt: number;
  started_at: string;
  inputs: Readonly<Record<string, JsonValue>>;
};

/** What a context is made of; `scope` is built when an expression first asks for it. */
export type ContextBase = {
  run_id: string;
  step: GraphStep;
  attempt: number;
  inputs: Readonly<Record<string, JsonValue>>;
  scope: () => ExpressionScope;
  /** Work units for expressions; left out, what is safe on the thread that serves people. */
  budget?: number;
};

/** The same for every attempt of a step of a run: what outside effects are known by. */
export function idempotencyKey(run_id: string, step_id: string): string {
  return `${run_id}:${step_id}`;
}

export function contextBase({ graph, state, step, attempt, started_at, inputs }: Attempt): ContextBase {
  let scope: ExpressionScope | null = null;
  return {
    run_id: state.run_id,
    step,
    attempt,
    inputs,
    scope: () => {
      scope ??= stepScope(graph, state, step, inputs, started_at);
      return scope;
    },
  };
}

/** For steps that only compute, and for asking people: the world outside is out of reach. */
export function pureContext(base: ContextBase): StepContext {
  return new Context(base, NOTHING_OUTSIDE);
}

const unreachable = (what: string) => () => {
  throw new StepFailure("INTERNAL", `This step type may not use ${what}.`);
};

export type Effects = Pick<EngineDeps, "http" | "llm" | "live" | "now">;

/** For steps that act outside. What they did is collected in `records`. */
export function externalContext(
  attempt: Attempt,
  effects: Effects,
  signal: AbortSignal,
  records: EventDraft[],
  mask: Mask,
): StepContext {
  const { state, step } = attempt;
  const about = { run_id: state.run_id, step_id: step.step.step_id, attempt: attempt.attempt };
  const tell = (kind: "token" | "log", text: string) =>
    effects.live.signal(state.tenant_id, { ...about, kind, text: mask.text(text) });
  const envelope = () => ({
    step_id: about.step_id,
    step_type: step.step.step_type,
    attempt: about.attempt,
    timestamp: effects.now(),
  });
  return new Context(contextBase(attempt), {
    signal,
    http: (request) => effects.http.request(request, { signal }),
    llm: (request) =>
      callModel(request, effects, signal, tell, (draft) => records.push({ ...envelope(), ...draft })),
    record: (outcome, action, duration_ms) => {
      const payload = { name: action.name, kind: action.kind, detail: action.detail };
      if (outcome === "completed") {
        records.push({
          ...envelope(),
          event_type: "action.completed",
          severity: "info",
          payload,
          duration_ms,
        });
        return;
      }
      const error = actionError(action.detail.reason);
      records.push({
        ...envelope(),
        event_type: "action.failed",
        severity: "warning",
        payload,
        error,
        duration_ms,
      });
    },
    log: (line) => tell("log", `${line}\n`),
  });
}

type Outside = Pick<StepContext, "signal" | "http" | "llm" | "record" | "log">;

const NOTHING_OUTSIDE: Outside = {
  signal: new AbortController().signal,
  http: unreachable("http"),
  llm: unreachable("llm"),
  record: unreachable("record"),
  log: () => undefined,
};

/** A class, because an object literal with a getter is slow to make, and every step makes one. */
class Context implements StepContext {
  readonly signal: StepContext["signal"];
  readonly http: StepContext["http"];
  readonly llm: StepContext["llm"];
  readonly record: StepContext["record"];
  readonly log: StepContext["log"];
  readonly run_id: string;
  readonly step_id: string;
  readonly attempt: number;
  readonly idempotency_key: string;
  readonly ports: StepContext["ports"];
  readonly data: JsonValue;
  readonly inputs: StepContext["inputs"];
  readonly evaluate: StepContext["evaluate"];
  readonly #base: ContextBase;

  constructor(base: ContextBase, outside: Outside) {
    const { run_id, step, attempt, inputs } = base;
    this.signal = outside.signal;
    this.http = outside.http;
    this.llm = outside.llm;
    this.record = outside.record;
    this.log = outside.log;
    this.run_id = run_id;
    this.step_id = step.step.step_id;
    this.attempt = attempt;
    this.idempotency_key = idempotencyKey(run_id, this.step_id);
    this.ports = step.ports;
    this.data = firstInput(step, inputs);
    this.inputs = inputs;
    this.evaluate = (source, over) =>
      evaluateInScope(source, over ? { ...base.scope(), ...over } : base.scope(), base.budget);
    this.#base = base;
  }

  get scope(): ExpressionScope {
    return this.#base.scope();
  }
}

type CallDraft = Pick<
  Extract<EventDraft, { event_type: "llm.call_completed" }>,
  "event_type" | "severity" | "payload" | "duration_ms"
>;

async function callModel(
  request: LlmRequest,
  effects: Effects,
  signal: AbortSignal,
  tell: (kind: "token" | "log", text: string) => void,
  record: (draft: CallDraft) => void,
): Promise<LlmResponse> {
  const began = performance.now();
  const { cost_usd, ...answer } = await effects.llm.complete(request, {
    signal,
    on_token: (text) => tell("token", text),
    on_note: (line) => tell("log", `${line}\n`),
  });
  const latency_ms = Math.round(performance.now() - began);
  const { model, simulated, input_tokens, output_tokens, finish_reason } = answer;
  const payload = { model, simulated, input_tokens, output_tokens, cost_usd, latency_ms, finish_reason };
  record({ event_type: "llm.call_completed", severity: "info", payload, duration_ms: latency_ms });
  return answer;
}

function actionError(reason: unknown) {
  return {
    error_type: "ActionFailed",
    error_message: typeof reason === "string" ? reason : "The call did not succeed.",
    error_code: "ACTION_FAILED",
    recoverable: true,
  };
}

/** What a `StepFailure` carries, as data. */
export type Failure = Omit<AttemptFailure, "code"> & { code: FailureCode };

/** A failure as data. What a step type did not foresee is told in a plain sentence; the rest is for the log. */
export function failureOf(error: unknown, log: (error: unknown) => void): Failure {
  if (error instanceof StepFailure) {
    const { code, message, recoverable, retry_after_seconds, details } = error;
    return { code, message, recoverable, retry_after_seconds, details: isJsonObject(details) ? details : {} };
  }
  log(error);
  const message = "The step stopped on an error of its own; the server's log says which.";
  return { code: "INTERNAL", message, recoverable: false };
}
