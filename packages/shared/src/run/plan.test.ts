import { describe, expect, test } from "vitest";
import { buildGraph } from "../segment/graph.ts";
import type { Edge, Segment, Step } from "../segment/schema.ts";
import { type Outcome, type Script, SimulatedRun } from "../testing/simulate-run.ts";
import { testCatalog } from "../testing/test-catalog.ts";

function edge(text: string): Edge {
  const [source = "", target = ""] = text.split(" > ");
  const [source_step = "", source_port = "output"] = source.split(".");
  const [target_step = "", target_port = "input"] = target.split(".");
  return { source_step, source_port, target_step, target_port };
}

function step(step_id: string, step_type = "transform", more: Partial<Step> = {}): Step {
  return { step_id, step_type, ...more };
}

function run(
  steps: Step[],
  edges: string[],
  script: Script = {},
  params: Segment["params"] = {},
): SimulatedRun {
  const segment: Segment = {
    segment_id: "s",
    name: "S",
    version: "1.0.0",
    params,
    steps,
    edges: edges.map(edge),
  };
  return new SimulatedRun(buildGraph(segment, testCatalog), script);
}

function statuses(simulated: SimulatedRun): Record<string, string> {
  return Object.fromEntries(Object.entries(simulated.state.steps).map(([id, { status }]) => [id, status]));
}

const diamond = [
  step("choose", "condition"),
  step("yes"),
  step("no"),
  step("behind", "parallel_join", { config: { branches: 2 } }),
];
const diamondEdges = [
  "choose.true > yes",
  "choose.false > no",
  "yes > behind.branch_1",
  "no > behind.branch_2",
];

describe("the path of values", () => {
  test("a chain runs in order and its last value is the run's output", () => {
    const chain = run([step("a"), step("b"), step("c")], ["a > b", "b > c"], { input: 7 });
    chain.settle();
    expect(chain.state.status).toBe("completed");
    expect(chain.state.outputs).toEqual({ c: 7 });
  });

  test.each([
    [{ no: true }, "no", "branch_2"],
    [{}, "yes", "branch_1"],
  ])("a join behind a condition runs once whichever side is taken (%j)", (input, side, port) => {
    const rejoined = run(diamond, diamondEdges, { input });
    rejoined.settle();
    expect(statuses(rejoined)).toMatchObject({ [side]: "completed", behind: "completed" });
    expect(rejoined.state.outputs).toEqual({ behind: { [port]: input } });
    expect(rejoined.events.filter((event) => event.event_type === "step.started")).toHaveLength(3);
  });

  test("a step that is both the target of one branch and behind the other still runs", () => {
    const merged = run(
      [step("choose", "condition"), step("yes"), step("merge")],
      ["choose.true > yes", "yes > merge", "choose.false > merge"],
    );
    merged.settle();
    expect(merged.state.status).toBe("completed");
    expect(statuses(merged)).toEqual({ choose: "completed", yes: "completed", merge: "completed" });
  });

  test("a dead path is skipped as far as it reaches, to the end of the run", () => {
    const dead = run(
      [step("choose", "condition"), step("a"), step("b"), step("c", "human_task")],
      ["choose.false > a", "a > b", "b > c"],
    );
    dead.settle();
    expect(statuses(dead)).toEqual({ choose: "completed", a: "skipped", b: "skipped", c: "skipped" });
    expect(dead.state.status).toBe("completed");
    expect(dead.state.outputs).toEqual({ choose: null });
  });

  test("several live edges into one port arrive as an array in edge order", () => {
    const gathered = run([step("a"), step("b"), step("sum")], ["b > sum", "a > sum"], {
      attempt: ({ step, inputs }) => ({
        outputs: { output: step.step.step_id === "sum" ? (inputs.input ?? null) : step.step.step_id },
      }),
    });
    gathered.settle();
    expect(gathered.state.outputs).toEqual({ sum: ["b", "a"] });
  });

  test("a handler that leaves a port out lets its edges die", () => {
    const http = run([step("call", "http_action"), step("on_response")], ["call.response > on_response"], {
      attempt: ({ step }) => ({ outputs: step.step.step_id === "call" ? { output: 1 } : { output: 2 } }),
    });
    http.settle();
    expect(statuses(http)).toEqual({ call: "completed", on_response: "skipped" });
    expect(http.state.outputs).toEqual({ call: 1 });
  });
});

describe("eager joins", () => {
  const steps = (strategy: string) => [
    step("split", "parallel_split"),
    step("fast", "llm_agent"),
    step("slow", "llm_agent"),
    step("join", "parallel_join", { config: { branches: 2, strategy } }),
    step("after"),
  ];
  const edges = [
    "split.branch_1 > fast",
    "split.branch_2 > slow",
    "fast > join.branch_1",
    "slow > join.branch_2",
    "join > after",
  ];
  const slowStaysOpen: Script = {
    attempt: ({ step, inputs }): Outcome => {
      if (step.step.step_id === "slow") return { open: true };
      if (step.step.step_id === "split") return { outputs: { branch_1: 1, branch_2: 2 } };
      return { outputs: { output: Object.values(inputs)[0] ?? null } };
    },
  };

  test.each(["any", "first"])(
    "with %s the first branch to arrive goes on and the loser is stopped",
    (strategy) => {
      const race = run(steps(strategy), edges, slowStaysOpen);
      race.settle();
      expect(race.state.status).toBe("completed");
      expect(statuses(race)).toMatchObject({ slow: "skipped", join: "completed", after: "completed" });
    },
  );

  test("with all the run waits for the slow branch", () => {
    const both = run(steps("all"), edges, slowStaysOpen);
    both.settle();
    expect(both.state.status).toBe("running");
    both.complete("slow", { output: 2 });
    both.settle();
    expect(both.state.status).toBe("completed");
  });

  test("an eager join that lost a larger race is stopped even while it waits for its own next try", () => {
    const nested = run(
      [
        step("quick"),
        step("slow"),
        step("inner", "parallel_join", {
          config: { branches: 2, strategy: "any" },
          retry: { max_attempts: 2 },
        }),
        step("outer", "parallel_join", { config: { branches: 2, strategy: "any" } }),
      ],
      ["slow > inner.branch_1", "inner > outer.branch_1", "quick > outer.branch_2"],
      {
        attempt: ({ step }) =>
          step.step.step_id === "inner"
            ? { failure: { code: "TROUBLE", message: "It went wrong.", recoverable: true } }
            : { outputs: { output: 1 } },
      },
    );
    while (nested.turn() > 0);
    expect(nested.state.status).toBe("completed");
    expect(nested.state.steps.inner).toMatchObject({ status: "skipped", skip_reason: "join_satisfied" });
  });

  test("a late result of the loser changes nothing", () => {
    const race = run(steps("any"), edges, slowStaysOpen);
    race.settle();
    const before = race.state;
    race.complete("slow", { output: "late" });
    expect({ ...race.state, last_seq: 0 }).toEqual({ ...before, last_seq: 0 });
  });
});

describe("failure", () => {
  const failing = (recoverable: boolean): Script => ({
    attempt: ({ step }) =>
      step.step.step_id === "bad"
        ? { failure: { code: "HTTP_STATUS", message: "It answered 500.", recoverable } }
        : { outputs: { output: null } },
  });

  test("by default the run fails, names the step, and cuts off what is under way", () => {
    const failed = run(
      [step("bad", "http_action", { name: "Fetch" }), step("ask", "human_task")],
      [],
      failing(false),
    );
    failed.settle();
    expect(failed.state.status).toBe("failed");
    expect(failed.state.error?.error_message).toBe("“Fetch” failed: It answered 500.");
    expect(statuses(failed)).toEqual({ bad: "failed", ask: "cancelled" });
    expect(failed.state.steps.ask?.task?.status).toBe("cancelled");
  });

  test("on_error continue makes every output port live with null", () => {
    const went_on = run(
      [step("bad", "http_action", { on_error: "continue" }), step("a"), step("b")],
      ["bad.output > a", "bad.response > b"],
      failing(false),
    );
    went_on.settle();
    expect(went_on.state.status).toBe("completed");
    expect(went_on.state.steps.bad?.outputs).toEqual({ output: null, response: null });
  });

  test("on_error route sends the reason through the error port alone", () => {
    const routed = run(
      [step("bad", "http_action", { on_error: "route" }), step("normal"), step("rescue")],
      ["bad.output > normal", "bad.error > rescue"],
      failing(false),
    );
    routed.settle();
    expect(statuses(routed)).toEqual({ bad: "failed", normal: "skipped", rescue: "completed" });
    expect(routed.state.steps.bad?.outputs).toMatchObject({ error: { error_code: "HTTP_STATUS" } });
  });

  test("a recoverable failure is tried again with growing delays until the policy ends", () => {
    const retried = run([step("bad", "http_action", { retry: { max_attempts: 3 } })], [], failing(true));
    retried.settle();
    const delays = retried.events.flatMap((event) =>
      event.event_type === "step.retrying"
        ? [Date.parse(event.payload.due_at) - Date.parse(event.timestamp)]
        : [],
    );
    expect(delays).toHaveLength(2);
    expect(delays[1]).toBeGreaterThan(delays[0] ?? 0);
    expect(retried.state.steps.bad).toMatchObject({ status: "failed", attempts: 3 });
  });

  test("a re-opened run keeps what succeeded and gives the failed step its attempts anew", () => {
    let broken = true;
    const reopened = run(
      [step("good"), step("bad", "http_action", { retry: { max_attempts: 2 } })],
      ["good > bad"],
      {
        attempt: ({ step }) =>
          broken && step.step.step_id === "bad"
            ? { failure: { code: "HTTP_STATUS", message: "It answered 500.", recoverable: true } }
            : { outputs: { output: "fine" } },
      },
    );
    reopened.settle();
    expect(reopened.state.status).toBe("failed");
    reopened.append({
      event_type: "segment.resumed",
      severity: "info",
      timestamp: reopened.now,
      payload: { requested_by: { user_id: "u1", name: "Ada" } },
    });
    expect(statuses(reopened)).toEqual({ good: "completed", bad: "pending" });
    broken = false;
    reopened.settle();
    expect(reopened.state).toMatchObject({ status: "completed", outputs: { bad: "fine" } });
    expect(reopened.state.steps.bad?.attempts).toBe(3);
  });
});

describe("a process that dies", () => {
  const failing: Script = {
    attempt: () => ({ failure: { code: "HTTP_STATUS", message: "It answered 500.", recoverable: true } }),
  };

  test("costs a step none of its tries, before a run is opened again and after", () => {
    const lost = run([step("bad", "http_action", { retry: { max_attempts: 2 } })], [], failing);
    lost.turn();
    lost.crash(2);
    lost.settle();
    expect(lost.state.steps.bad).toMatchObject({ status: "failed", attempts: 3, lost: 1 });
    const by = { requested_by: { user_id: "u1", name: "Ada" } };
    lost.append({ event_type: "segment.resumed", severity: "info", timestamp: lost.now, payload: by });
    lost.settle();
    expect(lost.state.steps.bad).toMatchObject({ status: "failed", attempts: 5, lost: 0 });
  });
});

describe("waiting", () => {
  test("a person's answer takes its port and the other side is skipped", () => {
    const approval = run(
      [step("ask", "human_task"), step("ship"), step("drop")],
      ["ask.approved > ship", "ask.rejected > drop"],
    );
    approval.settle();
    expect(approval.state.status).toBe("waiting");
    approval.decide("ask", "approved");
    approval.settle();
    expect(approval.state.status).toBe("completed");
    expect(statuses(approval)).toEqual({ ask: "completed", ship: "completed", drop: "skipped" });
  });

  test("a second decision on the same task changes nothing", () => {
    const approval = run([step("ask", "human_task")], []);
    approval.settle();
    approval.decide("ask", "approved");
    approval.decide("ask", "rejected");
    approval.settle();
    expect(approval.state.outputs).toEqual({ ask: { action: "approved" } });
  });

  test("an unanswered task walks its escalation chain, then expires and fails", () => {
    const config = { timeout_hours: 1, on_timeout: "escalate", escalation_chain: ["lead", "boss"] };
    const overdue = run([step("ask", "human_task", { config })], []);
    overdue.settle();
    expect(
      overdue.events.flatMap((event) =>
        event.event_type === "human.task_escalated" ? [event.payload.assignee_ref] : [],
      ),
    ).toEqual(["lead", "boss"]);
    expect(overdue.state).toMatchObject({ status: "failed", error: { error_code: "TASK_EXPIRED" } });
  });

  test("a paused run starts nothing until it is resumed", () => {
    const paused = run([step("a"), step("b")], ["a > b"]);
    const by = { requested_by: { user_id: "u1", name: "Ada" } };
    paused.append({ event_type: "segment.paused", severity: "info", timestamp: paused.now, payload: by });
    expect(paused.plan()).toEqual([]);
    paused.append({ event_type: "segment.resumed", severity: "info", timestamp: paused.now, payload: by });
    paused.settle();
    expect(paused.state.status).toBe("completed");
  });

  test("a run over its time ends as timed out, with what it waited for cut off", () => {
    const slow = run([step("ask", "human_task")], [], {}, { timeout_seconds: 60 });
    slow.settle();
    expect(slow.state.status).toBe("timed_out");
    expect(statuses(slow)).toEqual({ ask: "cancelled" });
    expect(slow.events.at(-2)).toMatchObject({ event_type: "timer.fired", payload: { kind: "run_timeout" } });
  });
});

describe("room", () => {
  test("no more external steps than the run allows are under way; the others are scheduled", () => {
    const many = Array.from({ length: 5 }, (_, index) => step(`s${index}`, "llm_agent"));
    const bounded = run(many, [], { attempt: () => ({ open: true }) }, { max_concurrency: 2 });
    bounded.settle();
    expect(Object.values(statuses(bounded)).sort()).toEqual([
      "running",
      "running",
      "scheduled",
      "scheduled",
      "scheduled",
    ]);
    bounded.complete("s0", { output: 1 });
    bounded.settle();
    expect(Object.values(statuses(bounded)).filter((status) => status === "running")).toHaveLength(2);
  });
});
