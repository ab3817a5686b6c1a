import type { EventDraft, WorktrailEvent } from "@worktrail/shared/run/events";
import { reduceRun } from "@worktrail/shared/run/reduce";
import type { Segment } from "@worktrail/shared/segment/schema";
import { describe, expect, test } from "vitest";
import { segment, step, transform } from "../../src/engine/testing/segments.ts";
import { checkHistory } from "./check-history.ts";
import { type History, RULES, type Rule, type RunHistory } from "./history.ts";

const NOW = "2026-01-01T01:00:00.000Z";
const at = (second: number) => `2026-01-01T00:00:${String(second).padStart(2, "0")}.000Z`;
const PERSON = { user_id: "ada", name: "Ada" };

/** A call, a question to a person, and what follows from the answer. */
const FLOW = segment(
  [
    step("call", "http_action", {}),
    step("ask", "human_task", {}),
    transform("yes", "1"),
    transform("no", "2"),
  ],
  ["call > ask", "ask.approved > yes", "ask.rejected > no"],
);

type Facts = { event_type: EventDraft["event_type"]; step_id?: string; attempt?: number; second?: number } & {
  [field: string]: unknown;
};

function journal(run_id: string, facts: readonly Facts[]): WorktrailEvent[] {
  return facts.map(({ second, ...fact }, index) => {
    const kind = fact.step_id === undefined ? {} : { step_type: typeOf(fact.step_id), attempt: 1 };
    const envelope = { event_id: `${run_id}-${index + 1}`, seq: index + 1, timestamp: at(second ?? index) };
    const own = { tenant_id: "org", run_id, segment_id: "test", severity: "info" };
    return { ...envelope, ...own, ...kind, payload: {}, ...fact } as unknown as WorktrailEvent;
  });
}

const typeOf = (step_id: string) =>
  FLOW.steps.find((one) => one.step_id === step_id)?.step_type ?? "transform";

const started = { revision: 1, input: null, config: {}, started_by: PERSON };
const task = { task_id: "task", task: { title: "?" } };
const decision = { action: "approved", values: {}, comment: null, decided_by: PERSON, operation_id: "op" };
const error = {
  error_type: "StepFailure",
  error_message: "No.",
  error_code: "HTTP_STATUS",
  recoverable: true,
};

const GOOD: readonly Facts[] = [
  { event_type: "segment.started", payload: started },
  { event_type: "step.started", step_id: "call", payload: { idempotency_key: "k1" } },
  { event_type: "step.retrying", step_id: "call", error, payload: { next_attempt: 2, due_at: at(3) } },
  { event_type: "step.started", step_id: "call", attempt: 2, payload: { idempotency_key: "k1" } },
  {
    event_type: "step.completed",
    step_id: "call",
    attempt: 2,
    payload: { outputs: { output: { effect: 1 } } },
  },
  { event_type: "step.started", step_id: "ask", payload: { idempotency_key: "k2" } },
  { event_type: "human.task_created", step_id: "ask", payload: task },
  { event_type: "human.task_completed", step_id: "ask", payload: { task_id: "task", decision } },
  { event_type: "step.completed", step_id: "ask", payload: { outputs: { approved: {} } } },
  { event_type: "step.started", step_id: "yes", payload: { idempotency_key: "k3" } },
  { event_type: "step.completed", step_id: "yes", payload: { outputs: { output: 1 } } },
  { event_type: "step.skipped", step_id: "no", payload: { reason: "dead_path" } },
  { event_type: "segment.completed", payload: { outputs: { yes: 1 } } },
];

function runOf(facts: readonly Facts[], run_id = "run", flow: Segment = FLOW): RunHistory {
  const events = journal(run_id, facts);
  const state = reduceRun(events);
  const row = {
    status: state?.status ?? "queued",
    last_seq: state?.last_seq ?? 0,
    outputs: state?.outputs,
    error: state?.error,
    ended_at: state?.ended_at ?? null,
    idempotency_key: "start",
    parent: null,
  };
  const asked = events.some(({ event_type }) => event_type === "human.task_created");
  const answer = { action: "approved", operation_id: "op", claimed_by: null };
  const tasks = asked ? [{ task_id: "task", step_id: "ask", status: "completed", ...answer }] : [];
  return { run_id, organization_id: "org", segment: flow, row, events, tasks };
}

function historyOf(run: RunHistory, change: Partial<History> = {}): History {
  const call = { key: "k1", run_id: "run", step_id: "call" };
  const first = Date.parse(at(1));
  return {
    runs: [run],
    calls: [
      { ...call, at: first },
      { ...call, at: first + 3_000 },
    ],
    effects: [{ ...call, effect: 1 }],
    told: {
      starts: [{ run_id: "run", idempotency_key: "start" }],
      answers: [{ run_id: "run", task_id: "task", action: "approved", operation_id: "op" }],
      cancels: [],
      batches: [{ session: 1, run_id: "run", events: run.events.slice(2, 5) }],
    },
    late_call_ms: 2_000,
    ...change,
  };
}

const good = () => historyOf(runOf(GOOD));
/** The good journal with other facts from `index` on. */
const changed = (index: number, ...facts: Facts[]) =>
  historyOf(runOf([...GOOD.slice(0, index), ...facts, ...GOOD.slice(index + facts.length)]));
const inserted = (index: number, ...facts: Facts[]) =>
  historyOf(runOf([...GOOD.slice(0, index), ...facts, ...GOOD.slice(index)]));
const withRow = (row: Partial<RunHistory["row"]>): History => {
  const run = runOf(GOOD);
  return historyOf({ ...run, row: { ...run.row, ...row } });
};
const withEvents = (events: (good: WorktrailEvent[]) => WorktrailEvent[]): History => {
  const run = runOf(GOOD);
  return historyOf({ ...run, events: events([...run.events]) });
};
const fact = (index: number): Facts => GOOD[index] as Facts;
const childOf = (iteration: number, run_id: string): RunHistory => {
  const run = runOf(GOOD, run_id);
  return { ...run, row: { ...run.row, parent: { run_id: "run", step_id: "ask", iteration } } };
};

const BROKEN: Record<Rule, Record<string, () => History>> = {
  gapless_seq: {
    "a missing event": () => withEvents((events) => events.toSpliced(3, 1)),
    "an event that is there twice": () => withEvents((events) => events.toSpliced(3, 0, events[3] as never)),
  },
  unique_event_id: {
    "two runs that share one": () => {
      const run = runOf(GOOD);
      return { ...historyOf(run), runs: [run, { ...runOf(GOOD, "other"), events: run.events }] };
    },
  },
  own_events: {
    "an event of another run": () =>
      withEvents((events) =>
        events.map((event) => (event.seq === 4 ? { ...event, run_id: "other" } : event)),
      ),
  },
  one_end: {
    "a step that ends after the run": () =>
      inserted(13, { event_type: "step.skipped", step_id: "no", payload: { reason: "dead_path" } }),
    "a second end": () =>
      inserted(13, { event_type: "segment.cancelled", payload: { requested_by: PERSON } }),
    "a second beginning": () => inserted(2, { event_type: "segment.started", payload: started }),
  },
  one_outcome: {
    "a step that completes twice": () => inserted(5, fact(4)),
    "an attempt that ends twice": () => inserted(3, fact(2)),
    "a step that starts while it is under way": () => inserted(2, { ...fact(1), attempt: 2 }),
    "an attempt that is left out": () => changed(3, { ...fact(3), attempt: 3 }),
    "an outcome of an attempt that never started": () => historyOf(runOf(GOOD.toSpliced(9, 1))),
    "a step that starts after its outcome": () => inserted(5, { ...fact(3), attempt: 3 }),
    "a completed run with a step left over": () => historyOf(runOf(GOOD.toSpliced(11, 1))),
  },
  start_allowed: {
    "a step whose input is still open": () =>
      inserted(1, { event_type: "step.started", step_id: "yes", payload: { idempotency_key: "k3" } }),
    "a step behind the branch not taken": () =>
      changed(11, { event_type: "step.started", step_id: "no", payload: { idempotency_key: "k4" } }),
    "a step that the segment does not have": () =>
      inserted(1, { event_type: "step.started", step_id: "ghost", payload: { idempotency_key: "k5" } }),
  },
  skip_allowed: {
    "a step to which a value flows": () =>
      changed(9, { event_type: "step.skipped", step_id: "yes", payload: { reason: "dead_path" } }),
    "a step whose way on is still needed": () =>
      changed(5, { event_type: "step.skipped", step_id: "ask", payload: { reason: "join_satisfied" } }),
    "a step that is not disabled": () =>
      changed(5, { event_type: "step.skipped", step_id: "ask", payload: { reason: "disabled" } }),
  },
  not_early: {
    "a retry before its time": () => changed(3, { ...fact(3), second: 2 }),
    "a timer before its time": () =>
      inserted(1, {
        event_type: "timer.fired",
        payload: { timer_id: "t", kind: "run_timeout", due_at: at(30), late_ms: 0 },
      }),
    "a start while the run is paused": () =>
      inserted(1, { event_type: "segment.paused", payload: { requested_by: PERSON } }),
  },
  asked_first: {
    "a lost attempt that is simply made again": () => {
      const run = runOf([
        ...GOOD.slice(0, 2),
        { event_type: "step.lost", step_id: "call" },
        ...GOOD.slice(2),
      ]);
      const steps = FLOW.steps.map((one) => (one.step_id === "call" ? { ...one, repeatable: false } : one));
      return historyOf({ ...run, segment: { ...FLOW, steps } });
    },
  },
  one_effect: {
    "an effect for each attempt": () => {
      const { effects, ...rest } = good();
      return { ...rest, effects: [...effects, { effect: 2, key: "k1b", run_id: "run", step_id: "call" }] };
    },
  },
  same_key: {
    "another key on the second attempt": () =>
      changed(3, { ...fact(3), payload: { idempotency_key: "another" } }),
    "one key for two steps": () => changed(5, { ...fact(5), payload: { idempotency_key: "k1" } }),
    "a call without a key": () => ({
      ...good(),
      calls: [{ key: null, run_id: "run", step_id: "call", at: Date.parse(at(1)) }],
    }),
  },
  call_after_commit: {
    "a call that no start was recorded for": () => {
      const history = good();
      return { ...history, calls: [...history.calls, ...history.calls.slice(0, 1)] };
    },
    "a call of a run that nobody knows": () => {
      const history = good();
      const [call] = history.calls;
      return { ...history, calls: [...history.calls, { ...call, key: "k9", run_id: "lost" } as never] };
    },
  },
  call_after_end: {
    "a call long after the end": () => {
      const history = good();
      const [call] = history.calls;
      return { ...history, calls: [{ ...call, at: Date.parse(at(40)) } as never] };
    },
  },
  recorded_effect: {
    "an effect that never was": () => ({ ...good(), effects: [] }),
  },
  acknowledged: {
    "a run that is gone": () => ({ ...good(), runs: [] }),
    "a key that started two runs": () => {
      const { told, ...rest } = good();
      const runs = [...rest.runs, runOf(GOOD, "second")];
      const starts = [...told.starts, { run_id: "second", idempotency_key: "start" }];
      return { ...rest, runs, told: { ...told, starts } };
    },
    "an answer that is gone": () => {
      const { told, ...rest } = good();
      return {
        ...rest,
        told: { ...told, answers: told.answers.map((one) => ({ ...one, action: "rejected" })) },
      };
    },
    "a cancel that is gone": () => {
      const { told, ...rest } = good();
      return { ...rest, told: { ...told, cancels: [{ run_id: "run" }] } };
    },
  },
  told: {
    "an event that was not committed": () => {
      const { told, ...rest } = good();
      const batches = told.batches.map((batch) => ({
        ...batch,
        events: batch.events.map((event) => ({ ...event, event_id: "rolled back" })),
      }));
      return { ...rest, told: { ...told, batches } };
    },
    "a batch in the wrong order": () => {
      const { told, ...rest } = good();
      const batches = told.batches.map((batch) => ({ ...batch, events: batch.events.toReversed() }));
      return { ...rest, told: { ...told, batches } };
    },
  },
  row_is_fold: {
    "another status": () => withRow({ status: "failed" }),
    "another place": () => withRow({ last_seq: 3 }),
    "other outputs": () => withRow({ outputs: { yes: 2 } }),
    "another end": () => withRow({ ended_at: null }),
  },
  tasks_are_fold: {
    "an answered task that is open in its table": () => {
      const run = runOf(GOOD);
      return historyOf({ ...run, tasks: run.tasks.map((one) => ({ ...one, status: "open" })) });
    },
    "a task without a row": () => historyOf({ ...runOf(GOOD), tasks: [] }),
    "a row without a task": () => {
      const run = runOf(GOOD);
      return historyOf({ ...run, tasks: [...run.tasks, { ...run.tasks[0], task_id: "ghost" } as never] });
    },
  },
  children: {
    "a run that its parent's journal does not know": () => {
      const history = good();
      return { ...history, runs: [...history.runs, childOf(1, "child")] };
    },
    "two runs in one place": () => {
      const history = good();
      return { ...history, runs: [...history.runs, childOf(1, "child_a"), childOf(1, "child_b")] };
    },
    "a run that goes on after its parent": () => {
      const history = good();
      const child = childOf(1, "child");
      const open = { ...child, row: { ...child.row, status: "running" } };
      return { ...history, runs: [...history.runs, open] };
    },
  },
  ended_or_waiting: {
    "a run that nothing moves": () => historyOf(runOf(GOOD.slice(0, 5))),
    "a retry whose time has passed": () => historyOf(runOf(GOOD.slice(0, 3))),
  },
};

const rulesBroken = (history: History) => new Set(checkHistory(history, NOW).map(({ rule }) => rule));

describe("checkHistory", () => {
  test("finds nothing in a history that keeps every promise", () => {
    expect(checkHistory(good(), NOW)).toEqual([]);
  });

  test("lets a run wait for a person, and one that was opened again end once more", () => {
    const waiting = historyOf(runOf(GOOD.slice(0, 7)));
    const open = { action: null, operation_id: null, status: "open" };
    const [run] = waiting.runs as [RunHistory];
    const runs = [{ ...run, tasks: run.tasks.map((one) => ({ ...one, ...open })) }];
    expect(checkHistory({ ...waiting, runs, told: { ...waiting.told, answers: [] } }, NOW)).toEqual([]);

    const cancel: Facts = { event_type: "segment.cancelled", payload: { requested_by: PERSON } };
    const resume: Facts = { event_type: "segment.resumed", payload: { requested_by: PERSON } };
    expect(checkHistory(inserted(3, cancel, resume), NOW)).toEqual([]);
  });

  test("lets a run take over an outcome of an earlier one, without an attempt of its own", () => {
    const taken: Facts = {
      event_type: "step.completed",
      step_id: "call",
      payload: { outputs: { output: 1 }, recorded_in: "earlier" },
    };
    const run = runOf([...GOOD.slice(0, 1), taken, ...GOOD.slice(5)]);
    expect(checkHistory(historyOf(run, { calls: [], effects: [] }), NOW)).toEqual([]);
  });

  test("lets an attempt that a run ended under go on once somebody has said what became of it", () => {
    const [opened, first] = GOOD;
    if (!opened || !first) throw new Error("A good history begins with a call.");
    const by = { requested_by: PERSON };
    const question = { task_id: "lost", task: { title: "Did it happen?" }, about: "lost_attempt" };
    const said = { ...decision, action: "retry", operation_id: "said" };
    const run = runOf([
      opened,
      first,
      { event_type: "segment.cancelled", payload: by },
      { event_type: "segment.resumed", payload: by },
      { event_type: "human.task_created", step_id: "call", payload: question },
      {
        event_type: "human.task_completed",
        step_id: "call",
        payload: { task_id: "lost", decision: said },
      },
      ...GOOD.slice(2).map((one) =>
        one.event_type === "step.retrying" ? { ...one, payload: { next_attempt: 2, due_at: at(7) } } : one,
      ),
    ]);
    expect(rulesBroken(historyOf(run))).not.toContain("one_outcome");
  });

  test("has a broken history for every rule", () => {
    expect(Object.keys(BROKEN).toSorted()).toEqual([...RULES].toSorted());
  });

  for (const [rule, histories] of Object.entries(BROKEN)) {
    test.each(Object.entries(histories))(`${rule} is broken by %s`, (_, history) => {
      expect(rulesBroken(history())).toContain(rule);
    });
  }

  test("names the run and the place of what it finds", () => {
    const [violation] = checkHistory(changed(3, { ...fact(3), second: 2 }), NOW);
    expect(violation).toMatchObject({ rule: "not_early", run_id: "run", seq: 4 });
  });
});
