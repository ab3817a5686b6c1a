// What a step type does. Handlers touch the world only through the context that they are given.
import type { ExpressionScope } from "../expression/scope.ts";
import type { JsonObject, JsonValue } from "../json.ts";
import type { StepPorts } from "./define-step.ts";

export type HttpRequest = {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string | undefined;
  timeout_ms: number;
};
/** `body` is the decoded text, already cut to the operator's cap (an over-long one fails instead). */
export type HttpResponse = { status: number; headers: Record<string, string>; body: string };

export type LlmMessage = { role: "system" | "user" | "assistant"; content: string };
export type LlmRequest = {
  model: string;
  messages: readonly LlmMessage[];
  temperature: number | undefined;
  max_tokens: number | undefined;
  /** Asks the provider for JSON of this JSON Schema; the caller still checks the answer. */
  output_schema: JsonObject | undefined;
};
export type LlmResponse = {
  text: string;
  model: string;
  simulated: boolean;
  finish_reason: string;
  input_tokens: number;
  output_tokens: number;
};

/** One button of a task: the port that it takes, and the words on it. */
export type TaskAction = {
  action: string;
  label: string;
  style: "primary" | "danger" | "neutral";
  /** Whoever answers so need not fill in the form. */
  without_form?: boolean | undefined;
};
export type TaskRequest = {
  task_type: "approval" | "choice" | "input" | "review";
  title: string;
  description: string;
  actions: readonly TaskAction[];
  form_schema: JsonObject | null;
  /** What the person is shown to decide on. */
  data: JsonValue;
  assignee_ref: string | null;
  candidate_groups: readonly string[];
  /** Hours until the task times out; null: it waits for ever. */
  timeout_hours: number | null;
  on_timeout: "fail" | "route" | "escalate";
  escalation_chain: readonly string[];
};
export type TaskDecision = {
  action: string;
  values: JsonObject;
  comment: string | null;
  decided_by: { user_id: string; name: string };
  decided_at: string;
  operation_id: string | null;
};

export type ActionRecord = { name: string; kind: "http" | "tool"; detail: JsonObject };

/** What an expression sees instead of, or beside, what its step sees. */
export type ScopeOver = {
  readonly data: JsonValue;
  readonly variables?: Readonly<Record<string, JsonValue>>;
};

/** The part of the platform's AbortSignal that a step needs; the real one satisfies it. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** The runtime context of one attempt of one step. */
export interface StepContext {
  readonly run_id: string;
  readonly step_id: string;
  readonly attempt: number;
  /** The same on every attempt of this step of this run. */
  readonly idempotency_key: string;
  /** Aborted on time-out, cancel, and loss of the claim. */
  readonly signal: CancelSignal;
  readonly ports: StepPorts;
  /** The value on the first input port. */
  readonly data: JsonValue;
  readonly inputs: Readonly<Record<string, JsonValue>>;
  /** Evaluates a CEL source against this step's scope. Throws StepFailure("EXPRESSION_FAILED"). */
  readonly evaluate: (source: string, over?: ScopeOver) => JsonValue;
  readonly scope: ExpressionScope;
  readonly http: (request: HttpRequest) => Promise<HttpResponse>;
  /** Tokens are streamed to watchers as signals while the call runs. */
  readonly llm: (request: LlmRequest) => Promise<LlmResponse>;
  /** Records a call to the outside in the journal. */
  readonly record: (outcome: "completed" | "failed", action: ActionRecord, duration_ms: number) => void;
  /** Shown to whoever watches and kept with the run up to a cap; never journalled. Secrets are masked. */
  readonly log: (line: string) => void;
}

/** Values by output port; the edges of a port that is left out die. */
export type StepOutputs = Record<string, JsonValue>;

/** A handler whose work is done when it returns. A `pure` one returns its outputs at once. */
export interface WorkHandler<Config> {
  readonly run: (config: Config, context: StepContext) => StepOutputs | Promise<StepOutputs>;
}
/**
 * A handler that asks a person: `request` says what, `decide` turns the answer into outputs. Only the question needs
 * the config: an answer is held against what was asked, as the journal has it.
 */
export interface TaskHandler<Config> {
  readonly request: (config: Config, context: StepContext) => TaskRequest;
  /** The reasons why an answer can't be taken, empty when it can. */
  readonly check: (
    asked: Pick<TaskRequest, "task_type" | "actions" | "form_schema">,
    decision: Pick<TaskDecision, "action" | "values">,
  ) => readonly string[];
  readonly decide: (decision: TaskDecision, data: JsonValue) => StepOutputs;
}

/** What a step wants run: which segment, how often, with what. */
export type ChildrenRequest = {
  segment_id: string;
  /** Null: the published revision, or the newest where none is published. */
  revision: number | null;
  mode: "once" | "for_each" | "until";
  /** Of each run; of a loop the first one's. */
  inputs: readonly JsonValue[];
  max_concurrency: number;
  max_iterations: number;
  on_item_error: "fail" | "continue";
};

/** How one run of the other segment ended: null for one whose failure is tolerated. */
export type ChildOutput = { readonly iteration: number; readonly output: JsonValue };

/**
 * A handler that has another segment run: `plan` says what, `isDone` after each iteration of a loop whether it was
 * the last, `collect` turns what came of the runs into outputs.
 */
export interface ChildrenHandler<Config> {
  readonly plan: (config: Config, context: StepContext) => ChildrenRequest;
  readonly isDone: (config: Config, context: StepContext, last: ChildOutput) => boolean;
  readonly collect: (mode: ChildrenRequest["mode"], outputs: readonly ChildOutput[]) => StepOutputs;
}

export type StepHandler<Config> = WorkHandler<Config> | TaskHandler<Config> | ChildrenHandler<Config>;
