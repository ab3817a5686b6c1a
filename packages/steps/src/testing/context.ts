// A step's runtime context for tests: real expressions, scripted answers from outside, everything noted down.
import { evaluateConfig } from "@worktrail/shared/expression/config";
import { evaluateExpression } from "@worktrail/shared/expression/evaluate";
import { ExpressionFailure } from "@worktrail/shared/expression/failure";
import type { ExpressionScope } from "@worktrail/shared/expression/scope";
import type { JsonObject, JsonValue } from "@worktrail/shared/json";
import { StepFailure } from "@worktrail/shared/step/failure";
import type {
  ActionRecord,
  HttpRequest,
  HttpResponse,
  LlmRequest,
  LlmResponse,
  StepContext,
  StepOutputs,
} from "@worktrail/shared/step/handler";
import { contracts, type StepTypeId } from "../contracts.ts";
import { prepareStep } from "./prepare-step.ts";

export const NOW = "2026-03-01T12:00:00.000Z";

/** What the outside answers, in order; a failure is thrown. */
export type Script = {
  data?: JsonValue;
  inputs?: Record<string, JsonValue>;
  secrets?: Record<string, string>;
  http?: readonly (HttpResponse | StepFailure)[];
  llm?: readonly (Partial<LlmResponse> | StepFailure)[];
};

export type TestContext = StepContext & {
  readonly sent: HttpRequest[];
  readonly asked: LlmRequest[];
  readonly records: { outcome: "completed" | "failed"; action: ActionRecord }[];
  readonly lines: string[];
};

export function testContext(type: StepTypeId, config: JsonObject, script: Script = {}): TestContext {
  const data = script.data ?? Object.values(script.inputs ?? {})[0] ?? null;
  const inputs = script.inputs ?? { input: data };
  const scope: ExpressionScope = {
    data,
    inputs,
    steps: {},
    run: { id: "run_1", input: data, started_at: NOW },
    segment: { segment_id: "test", name: "Test", version: "1.0.0", params: {} },
    now: NOW,
    secrets: script.secrets ?? {},
  };
  const http = [...(script.http ?? [])];
  const llm = [...(script.llm ?? [])];
  const context: TestContext = {
    run_id: "run_1",
    step_id: "step",
    attempt: 1,
    idempotency_key: "run_1/step/1",
    signal: new AbortController().signal,
    ports: contracts[type].ports(config),
    data,
    inputs,
    evaluate: (source, over) => evaluate(source, { ...scope, ...over }),
    scope,
    http: async (request) => {
      context.sent.push(request);
      return take(http, "HTTP");
    },
    llm: async (request) => {
      context.asked.push(request);
      return { ...PLAIN_ANSWER, model: request.model, ...take(llm, "LLM") };
    },
    record: (outcome, action) => context.records.push({ outcome, action }),
    log: (line) => context.lines.push(line),
    sent: [],
    asked: [],
    records: [],
    lines: [],
  };
  return context;
}

const PLAIN_ANSWER: LlmResponse = {
  text: "An answer.",
  model: "",
  simulated: false,
  finish_reason: "stop",
  input_tokens: 1,
  output_tokens: 1,
};

/** Runs a work step as the engine does: templates filled in, config parsed, handler called. */
export async function runStep(
  type: StepTypeId,
  config: JsonObject,
  script: Script = {},
): Promise<{ outputs: StepOutputs; context: TestContext }> {
  const context = testContext(type, config, script);
  return { outputs: await runIn(context, type, config), context };
}

/** As `runStep`, in a context that the test looks at when the step fails. */
export async function runIn(
  context: TestContext,
  type: StepTypeId,
  config: JsonObject,
): Promise<StepOutputs> {
  const prepared = prepareStep(type, fillIn(type, config, context.scope));
  if (prepared.kind !== "work") throw new Error("This step waits for others; use prepareStep.");
  return prepared.run(context);
}

/** The failure of a step that must fail. */
export async function failureOf(run: () => Promise<unknown>): Promise<StepFailure> {
  try {
    await run();
  } catch (error) {
    if (error instanceof StepFailure) return error;
    throw error;
  }
  throw new Error("The step did not fail.");
}

export function fillIn(type: StepTypeId, config: JsonObject, scope: ExpressionScope): JsonObject {
  const { expressions, verbatim } = contracts[type];
  // A mapping is skipped as a whole: every text in it is an expression.
  const skip = [...expressions, ...verbatim].map((pointer) => pointer.replace(/\/\*$/, ""));
  return evaluateConfig(config, scope, { skip }) as JsonObject;
}

function evaluate(source: string, scope: ExpressionScope): JsonValue {
  try {
    return evaluateExpression(source, scope) as JsonValue;
  } catch (error) {
    if (error instanceof ExpressionFailure) throw new StepFailure("EXPRESSION_FAILED", error.message);
    throw error;
  }
}

function take<Answer>(answers: (Answer | StepFailure)[], kind: string): Answer {
  const next = answers.shift();
  if (next === undefined) throw new Error(`The step made one ${kind} call more than the script answers.`);
  if (next instanceof StepFailure) throw next;
  return next;
}
