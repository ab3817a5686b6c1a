// A step that is not repeatable and whose attempt was lost: what a person is asked, and what the answer leads to.
import { assertNever } from "../errors.ts";
import type { JsonObject, JsonValue } from "../json.ts";
import type { GraphStep, SegmentGraph } from "../segment/graph.ts";
import { jsonSchemaProblems } from "../segment/json-schema.ts";
import { portValueProblem, typeName } from "../segment/port-type.ts";
import { ERROR_PORT } from "../segment/ports.ts";
import type { Port } from "../segment/schema.ts";
import type { TaskAction, TaskDecision, TaskRequest } from "../step/handler.ts";
import type { EventDraft } from "./events.ts";
import { decideFailure, failureError, LOST_ATTEMPT } from "./retry.ts";
import type { RunState } from "./state.ts";

export const LOST_ANSWERS = ["retry", "completed", "failed"] as const;
/** It did not happen; it happened; it failed. */
export type LostAnswer = (typeof LOST_ANSWERS)[number];

const ACTIONS: readonly (TaskAction & { action: LostAnswer })[] = [
  { action: "retry", label: "It did not happen: run it", style: "neutral", without_form: true },
  { action: "completed", label: "It happened: go on", style: "primary" },
  { action: "failed", label: "It failed", style: "danger", without_form: true },
];

/** What a description shows of an input; a longer one is shown beside it. */
const SHOWN_CHARACTERS = 1_000;
/** Beyond this, a question would be larger than what it asks about is worth: the run's page shows it. */
const KEPT_CHARACTERS = 100_000;

/** Whether a lost attempt of this step waits for a person's word. Only what acts outside can have happened. */
export function asksWhenLost({ step, contract }: GraphStep): boolean {
  return step.repeatable === false && contract?.effect === "external";
}

/**
 * Steps of a run that has ended which a person has to speak about before the run goes on: what they do is not to be
 * repeated on a guess, and the run ended while they did it, or before what they were asked about it was answered.
 */
export function cutOffSteps(graph: SegmentGraph, ended: RunState): GraphStep[] {
  return [...graph.steps.values()].filter((step) => {
    const known = ended.steps[step.step.step_id];
    if (known?.status !== "cancelled" || !asksWhenLost(step)) return false;
    const asked = known.task?.about === "lost_attempt" && known.task.decision?.action !== "retry";
    return asked || known.counting_from !== null;
  });
}

type LostAttempt = {
  attempt: number;
  /** RFC 3339. */
  started_at: string;
  idempotency_key: string;
  inputs: Readonly<Record<string, JsonValue>>;
};

/** Asks whoever looks into the inbox what became of an attempt. It waits for ever; the run's own time goes on. */
export function lostQuestion(step: GraphStep, lost: LostAttempt): TaskRequest {
  const name = step.step.name ?? step.contract?.display_name ?? step.step.step_id;
  const input = onlyValue(lost.inputs);
  const text = JSON.stringify(input);
  const isLong = text.length > SHOWN_CHARACTERS;
  const { attempt, started_at, idempotency_key } = lost;
  return {
    task_type: "choice",
    title: `Did “${name}” happen?`,
    description: [
      `This step was cut off while it was under way, and how far it came is not known. The step is not to be repeated on a guess, so the run waits for your word. Look at the other side, then answer.`,
      `Started: ${started_at} (attempt ${attempt})`,
      `Idempotency key: ${idempotency_key}`,
      `Input: ${isLong ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text}`,
    ].join("\n\n"),
    actions: ACTIONS,
    form_schema: outputsForm(step),
    data: isLong && text.length <= KEPT_CHARACTERS ? input : null,
    assignee_ref: null,
    candidate_groups: [],
    timeout_hours: null,
    on_timeout: "fail",
    escalation_chain: [],
  };
}

function onlyValue(inputs: Readonly<Record<string, JsonValue>>): JsonValue {
  const values = Object.values(inputs);
  return values.length === 1 ? (values[0] ?? null) : { ...inputs };
}

const ownOutputs = (step: GraphStep): Port[] =>
  step.ports.outputs.filter(({ port_id }) => port_id !== ERROR_PORT.port_id);

/** One field for each output port; the first one is what steps behind go on with, so it has to be given. */
function outputsForm(step: GraphStep): JsonObject | null {
  const ports = ownOutputs(step);
  const [first] = ports;
  if (!first) return null;
  const properties: JsonObject = {};
  for (const port of ports) {
    properties[port.port_id] = {
      ...port.schema,
      title: `If it happened: ${port.port_id}`,
      description: `What the step would have given there: ${typeName(port.data_type)}.`,
    };
  }
  return { type: "object", properties, required: [first.port_id], additionalProperties: false };
}

type Given = Pick<TaskDecision, "action" | "values">;

/** The reasons why an answer can't be taken, empty when it can. */
export function lostAnswerProblems(
  step: GraphStep,
  asked: Pick<TaskRequest, "form_schema">,
  { action, values }: Given,
): string[] {
  if (lostAnswer(action) === null)
    return [`"${action}" is not an answer to this task. Answer with one of: ${LOST_ANSWERS.join(", ")}.`];
  if (action !== "completed" || asked.form_schema === null) return [];
  const problems = jsonSchemaProblems(asked.form_schema, values);
  if (problems.length > 0) return problems;
  return ownOutputs(step).flatMap((port) => {
    const value = values[port.port_id];
    const problem = value === undefined ? null : portValueProblem(port, value);
    return problem === null ? [] : [problem];
  });
}

const lostAnswer = (action: string): LostAnswer | null =>
  LOST_ANSWERS.find((known) => known === action) ?? null;

/**
 * What an answer leads to: outputs to go on with, or the event that says how the step goes on.
 * The answer has passed `lostAnswerProblems`.
 */
export function decideLostAnswer(
  graph: SegmentGraph,
  state: RunState,
  attempt: { step_id: string; step_type: string; attempt: number; started_at: string },
  decision: TaskDecision,
  clock: { now: string; random: number },
): { outputs: Record<string, JsonValue> } | { event: EventDraft } {
  const answer = lostAnswer(decision.action);
  switch (answer) {
    case "completed":
      return { outputs: decision.values };
    case "retry": {
      const { step_id, step_type } = attempt;
      const payload = { next_attempt: attempt.attempt + 1, due_at: clock.now };
      const about = { step_id, step_type, attempt: attempt.attempt, timestamp: clock.now };
      const error = failureError(LOST_ATTEMPT);
      return { event: { ...about, event_type: "step.retrying", severity: "warning", payload, error } };
    }
    case "failed":
    case null: {
      const because = decision.comment ? ` “${decision.comment}”` : "";
      const message = `${decision.decided_by.name} says that this step failed.${because}`;
      const failure = { code: "STEP_REPORTED_FAILED", message, recoverable: false };
      return { event: decideFailure(graph, state, attempt, failure, clock) };
    }
    default:
      return assertNever(answer);
  }
}
