import { describe, expect, test } from "vitest";
import type { JsonObject } from "../json.ts";
import { buildGraph } from "../segment/graph.ts";
import type { Step } from "../segment/schema.ts";
import type { TaskDecision } from "../step/handler.ts";
import { aSegment } from "../testing/builders.ts";
import { SimulatedRun } from "../testing/simulate-run.ts";
import { testCatalog } from "../testing/test-catalog.ts";
import { stepDeadline } from "./deadline.ts";
import { WorktrailEventSchema } from "./events.ts";
import {
  asksWhenLost,
  cutOffSteps,
  decideLostAnswer,
  lostAnswerProblems,
  lostQuestion,
} from "./lost-step.ts";
import { LOST_ATTEMPT } from "./retry.ts";

const graphOf = (more: Partial<Step>, step_type = "http_action") =>
  buildGraph(
    aSegment()
      .step("pay", step_type, {}, { name: "Pay", ...more })
      .build(),
    testCatalog,
  );
function stepOf(more: Partial<Step> = {}, step_type?: string) {
  const step = graphOf({ repeatable: false, ...more }, step_type).steps.get("pay");
  if (!step) throw new Error("The step is there.");
  return step;
}
const lost = {
  attempt: 2,
  started_at: "2026-01-01T00:00:00.000Z",
  idempotency_key: "r:pay",
  inputs: { input: 5 },
};
const decision = (action: string, values: JsonObject = {}, comment: string | null = null): TaskDecision => ({
  action,
  values,
  comment,
  decided_by: { user_id: "u1", name: "Ada" },
  decided_at: "2026-01-01T00:05:00.000Z",
  operation_id: null,
});

describe("the question about a lost attempt", () => {
  test("is asked only of what acts outside and says that it is not repeatable", () => {
    expect(asksWhenLost(stepOf())).toBe(true);
    expect(asksWhenLost(stepOf({ repeatable: true }))).toBe(false);
    expect(asksWhenLost(stepOf({}, "transform"))).toBe(false);
    expect(asksWhenLost(stepOf({}, "human_task"))).toBe(false);
  });

  test("tells what is known, and asks for the outputs by port, without the error port", () => {
    const asked = lostQuestion(stepOf({ on_error: "route" }), lost);
    expect(asked).toMatchObject({
      title: "Did “Pay” happen?",
      timeout_hours: null,
      data: null,
    });
    for (const known of ["2026-01-01T00:00:00.000Z (attempt 2)", "Idempotency key: r:pay", "Input: 5"])
      expect(asked.description).toContain(known);
    expect(asked.form_schema).toMatchObject({ required: ["output"], additionalProperties: false });
    expect(Object.keys(asked.form_schema?.properties ?? {})).not.toContain("error");
  });

  test("shows the beginning of a long input with the rest beside it, unless that would outgrow the question", () => {
    const shown = lostQuestion(stepOf(), { ...lost, inputs: { input: "x".repeat(5_000) } });
    expect(shown.description.length).toBeLessThan(2_000);
    expect(shown.data).toBe("x".repeat(5_000));
    const huge = lostQuestion(stepOf(), { ...lost, inputs: { input: "x".repeat(200_000) } });
    expect(huge.data).toBeNull();
  });

  test("takes outputs that the step could have given, and the other answers as they are", () => {
    const step = stepOf({ outputs: [{ port_id: "output", data_type: "email" }] });
    const asked = lostQuestion(step, lost);
    const problems = (action: string, values: JsonObject = {}) =>
      lostAnswerProblems(step, asked, { action, values });
    expect(problems("completed", { output: "ada@example.com" })).toEqual([]);
    expect(problems("retry")).toEqual([]);
    expect(problems("failed")).toEqual([]);
    for (const values of [{}, { output: "no address" }, { output: "a@b.example", other: 1 }])
      expect(problems("completed", values as JsonObject)).not.toEqual([]);
    expect(problems("approved")).toEqual([
      '"approved" is not an answer to this task. Answer with one of: retry, completed, failed.',
    ]);
  });
});

/** A run whose only step was lost, up to the question. */
function lostRun(more: Partial<Step> = {}) {
  const graph = graphOf({ repeatable: false, ...more });
  const run = new SimulatedRun(graph, { input: 5, attempt: () => ({ open: true }) });
  run.settle();
  const step = stepOf(more);
  const about = { step_id: "pay", step_type: "http_action", attempt: 1, timestamp: run.now };
  run.append({ ...about, event_type: "step.lost", severity: "warning", payload: {} });
  const { actions, candidate_groups, escalation_chain, ...rest } = lostQuestion(step, lost);
  const task = {
    ...rest,
    actions: [...actions],
    candidate_groups: [...candidate_groups],
    escalation_chain: [...escalation_chain],
  };
  const payload = { task_id: "t", task, about: "lost_attempt" as const };
  run.append({ ...about, event_type: "human.task_created", severity: "warning", payload });
  return run;
}

describe("the answer about a lost attempt", () => {
  const decided = (run: SimulatedRun, given: TaskDecision) => {
    const started_at = run.state.steps.pay?.started_at ?? "";
    const about = { step_id: "pay", step_type: "http_action", attempt: 1, started_at };
    return decideLostAnswer(run.graph, run.state, about, given, { now: run.now, random: 0 });
  };

  test("is waited for: the run waits, plans nothing, and its journal is of the contract's shape", () => {
    const run = lostRun();
    expect(run.state.status).toBe("waiting");
    expect(run.plan()).toEqual([]);
    for (const event of run.events) expect(WorktrailEventSchema.parse(event)).toEqual(event);
    run.decide("pay", "retry");
    expect(run.plan()).toMatchObject([
      { type: "resume_step", step_id: "pay", decision: { action: "retry" } },
    ]);
  });

  test("that it did not happen lets the step run again at once, as often as a person says so", () => {
    const run = lostRun({ retry: { max_attempts: 1 } });
    const answer = decided(run, decision("retry"));
    if (!("event" in answer)) throw new Error("A retry is an event.");
    run.append(answer.event);
    expect(run.state.steps.pay).toMatchObject({ status: "retrying", counting_from: null, lost: 1 });
    expect(run.plan()).toMatchObject([{ type: "start_step", step_id: "pay", attempt: 2 }]);
  });

  test("that it happened gives the outputs to go on with", () => {
    expect(decided(lostRun(), decision("completed", { output: 1 }))).toEqual({ outputs: { output: 1 } });
  });

  test("that it failed ends the step by its on_error, whatever its retry policy, in the person's words", () => {
    const run = lostRun({ retry: { max_attempts: 9 }, on_error: "continue" });
    const answer = decided(run, decision("failed", {}, "The card was refused."));
    expect(answer).toMatchObject({
      event: {
        event_type: "step.failed",
        payload: { handled: "continue", outputs: { output: null } },
        error: {
          error_code: "STEP_REPORTED_FAILED",
          error_message: "Ada says that this step failed. “The card was refused.”",
        },
      },
    });
  });
});

describe("the time limit of a step", () => {
  test("counts from the first of the attempts that were lost in a row, and anew after any other failure", () => {
    const graph = graphOf({ timeout_seconds: 60, retry: { max_attempts: 3 } });
    const run = new SimulatedRun(graph, { attempt: () => ({ open: true }) });
    run.settle();
    const first = run.state.steps.pay?.started_at ?? "";
    const lose = () => {
      const about = { step_id: "pay", step_type: "http_action", timestamp: run.now };
      const attempt = run.state.steps.pay?.attempts ?? 1;
      run.append({ ...about, attempt, event_type: "step.lost", severity: "warning", payload: {} });
      run.fail("pay", LOST_ATTEMPT);
      run.settle();
    };
    for (let times = 0; times < 2; times++) {
      run.advance(20_000);
      lose();
      expect(run.state.steps.pay).toMatchObject({ status: "running", counting_from: first });
    }
    const step = graph.steps.get("pay");
    if (!step) throw new Error("The step is there.");
    const { pay = null } = run.state.steps;
    expect(stepDeadline(step, pay, pay?.started_at ?? "")).toBe(Date.parse(first) + 60_000);
    run.fail("pay", { code: "STEP_TIMEOUT", message: "Too long.", recoverable: true });
    run.settle();
    const { started_at, counting_from } = run.state.steps.pay ?? {};
    expect(started_at).not.toBe(first);
    expect(counting_from).toBe(started_at);
  });

  test("is none for a step that names none", () => {
    expect(stepDeadline(stepOf(), null, lost.started_at)).toBeNull();
  });
});

describe("a run that is opened again", () => {
  const graph = buildGraph(
    aSegment()
      .step("pay", "http_action", {}, { repeatable: false })
      .step("other", "http_action")
      .step("wait", "http_action", {}, { repeatable: false, retry: { max_attempts: 3 } })
      .build(),
    testCatalog,
  );
  const cancel = (run: SimulatedRun) =>
    run.append({
      event_type: "segment.cancelled",
      severity: "info",
      timestamp: run.now,
      payload: { requested_by: { user_id: "u1", name: "Ada" } },
    });
  const asked = (run: SimulatedRun) => cutOffSteps(graph, run.state).map(({ step }) => step.step_id);
  const cutOff = () => {
    const failure = { code: "HTTP_STATUS", message: "No.", recoverable: true };
    const run = new SimulatedRun(graph, {
      attempt: ({ step }) => (step.step.step_id === "wait" ? { failure } : { open: true }),
    });
    run.turn();
    cancel(run);
    return run;
  };

  test("asks about what it was doing when it ended, if that is not repeatable", () => {
    const run = cutOff();
    expect(run.state.steps.wait).toMatchObject({ status: "cancelled", attempts: 1 });
    expect(asked(run)).toEqual(["pay"]);
    run.reopen();
    expect(run.plan().map((command) => "step_id" in command && command.step_id)).toEqual(["other", "wait"]);
    expect(run.state.steps.pay).toMatchObject({ status: "waiting", task: { about: "lost_attempt" } });
  });

  test("asks again when it ended before anybody answered, and not once somebody said that it did not happen", () => {
    const unanswered = cutOff();
    unanswered.reopen();
    cancel(unanswered);
    expect(asked(unanswered)).toEqual(["pay"]);
    const answered = cutOff();
    answered.reopen();
    answered.decide("pay", "retry");
    cancel(answered);
    expect(asked(answered)).toEqual([]);
  });

  test("counts the attempt that somebody allowed as the first of its policy", () => {
    const run = cutOff();
    run.reopen();
    run.decide("pay", "retry");
    run.turn();
    run.turn();
    expect(run.state.steps.pay).toMatchObject({ status: "running", attempts: 2, lost: 0 });
    run.fail("pay", { code: "HTTP_STATUS", message: "No.", recoverable: true });
    expect(run.state.steps.pay?.status).toBe("failed");
  });
});
