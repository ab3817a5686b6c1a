import type { EventDraft, EventType, WorktrailEvent } from "@worktrail/shared/run/events";
import { edgeKey } from "@worktrail/shared/segment/graph";
import type { Segment } from "@worktrail/shared/segment/schema";
import { expect, test } from "vitest";
import { longJournal } from "../testing/run-events.ts";
import { createRunStore } from "./run.ts";
import { runOverlaySource } from "./run-overlay.ts";

const at = "2026-11-20T10:00:00.000Z";
const ada = { user_id: "u1", name: "Ada" };
const error = {
  error_type: "HttpError",
  error_message: "The server said no.",
  error_code: "HTTP_500",
  recoverable: true,
};

function journal(...drafts: object[]): WorktrailEvent[] {
  return drafts.map((draft, index) => ({
    event_id: `e${index + 1}`,
    seq: index + 1,
    timestamp: at,
    tenant_id: "o",
    run_id: "r",
    segment_id: "s",
    severity: "info",
    ...(draft as { event_type: EventType }),
  })) as WorktrailEvent[];
}
const step = (event_type: EventType, attempt: number, rest: Partial<EventDraft> = {}) => ({
  event_type,
  step_id: "ask",
  step_type: "llm_agent",
  attempt,
  payload: {},
  ...rest,
});
const started = {
  event_type: "segment.started",
  payload: { revision: 1, input: {}, config: {}, started_by: ada },
};

const events = journal(
  started,
  step("step.started", 1, { payload: { idempotency_key: "k" } }),
  step("step.retrying", 1, { payload: { next_attempt: 2, due_at: at }, error }),
  step("step.started", 2, { payload: { idempotency_key: "k" } }),
  step("step.completed", 2, { payload: { outputs: { output: "hello" } } }),
  { event_type: "segment.completed", payload: { outputs: { ask: "hello" } } },
);

test("events that come twice or out of order lead to the same state as the journal", () => {
  const whole = createRunStore();
  whole.take(events);
  const shuffled = createRunStore();
  shuffled.take([events[1], events[0]].filter((event) => event !== undefined));
  shuffled.take(events.slice(0, 4).reverse());
  shuffled.take(events);
  shuffled.take(events);
  expect(shuffled.getState().state).toEqual(whole.getState().state);
  expect([...shuffled.getState().events].map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
});

test("what is behind a gap is not shown until the gap is filled", () => {
  const store = createRunStore();
  store.take(events.slice(0, 1));
  store.take(events.slice(4));
  expect(store.getState().state?.last_seq).toBe(1);
  store.take(events.slice(1));
  expect(store.getState().state?.status).toBe("completed");
});

test("events that bring nothing new tell nobody", () => {
  const store = createRunStore();
  store.take(events);
  let told = 0;
  store.subscribe(() => told++);
  store.take(events.slice(0, 3));
  expect(told).toBe(0);
});

test("streamed text is appended, and begins anew with the next attempt", () => {
  const store = createRunStore();
  const token = (attempt: number, text: string) =>
    store.signal({ run_id: "r", step_id: "ask", attempt, kind: "token", text });
  store.take(events.slice(0, 2));
  token(1, "Hel");
  token(1, "lo");
  expect(store.getState().signals.ask).toMatchObject({ attempt: 1, text: "Hello" });
  store.take(events.slice(2, 4));
  expect(store.getState().signals.ask).toBeUndefined();
  token(2, "Hi");
  token(1, "late");
  expect(store.getState().signals.ask).toMatchObject({ attempt: 2, text: "Hi" });
});

test("log lines stay apart from the text", () => {
  const AT = "2026-01-02T03:04:05.000Z";
  const store = createRunStore();
  store.signal({ run_id: "r", step_id: "ask", attempt: 1, kind: "log", text: "one", line: 1, at: AT });
  store.signal({ run_id: "r", step_id: "ask", attempt: 1, kind: "log", text: "two", line: 2, at: AT });
  expect(store.getState().signals.ask).toEqual({
    attempt: 1,
    text: "",
    log: [
      { line: 1, at: AT, text: "one" },
      { line: 2, at: AT, text: "two" },
    ],
  });
});

test("a past moment is shown as it was, whatever comes after it, until the newest one is followed again", () => {
  const store = createRunStore();
  store.take(events.slice(0, 4));
  store.goTo(2);
  expect(store.getState()).toMatchObject({ moment: 2, past: 2, state: { last_seq: 2 } });
  expect(store.getState().state?.steps.ask?.attempts).toBe(1);
  const shown = store.getState().state;
  store.take(events);
  expect(store.getState().state).toBe(shown);
  expect(store.getState().head?.status).toBe("completed");
  store.goTo(null);
  expect(store.getState()).toMatchObject({ moment: null, past: null });
  expect(store.getState().state).toBe(store.getState().head);
});

test("a moment at the last event is the newest one until more events come", () => {
  const store = createRunStore();
  store.take(events.slice(0, 3));
  store.goTo(3);
  expect(store.getState().past).toBeNull();
  store.take(events.slice(3, 4));
  expect(store.getState()).toMatchObject({ past: 3, state: { last_seq: 3 }, head: { last_seq: 4 } });
});

test("what streams belongs to the newest moment", () => {
  const store = createRunStore();
  store.take(events.slice(0, 2));
  store.goTo(1);
  store.signal({ run_id: "r", step_id: "ask", attempt: 1, kind: "token", text: "Hello" });
  expect(store.getState().signals).toEqual({});
  store.goTo(null);
  expect(store.getState().signals.ask?.text).toBe("Hello");
});

test("until the journal has been read as far as it went, no part of it is told as the newest state", () => {
  const store = createRunStore(6);
  store.goTo(2);
  store.take(events.slice(0, 1));
  expect(store.getState()).toMatchObject({ head: null, state: null });
  store.take(events.slice(0, 3));
  expect(store.getState()).toMatchObject({ head: null, state: { last_seq: 2 } });
  store.goTo(null);
  expect(store.getState().state).toBeNull();
  store.take(events);
  expect(store.getState().head?.status).toBe("completed");
});

test("a moment that the journal does not have is the nearest one that it has", () => {
  const store = createRunStore(6);
  store.goTo(999);
  expect(store.getState().moment).toBe(6);
  store.goTo(-3);
  expect(store.getState().moment).toBe(1);
});

test("events of a newer version are taken, and said to be there", () => {
  const store = createRunStore();
  store.take(events.slice(0, 2));
  expect(store.getState().newer).toBe(false);
  store.take(journal(started, started, { ...step("step.started", 2), event_type: "step.dreamt" }));
  expect(store.getState()).toMatchObject({ newer: true, head: { last_seq: 3 } });
  expect(store.getState().events.last?.event_type).toBe("step.dreamt");
});

const edge = { source_step: "ask", source_port: "output", target_step: "next", target_port: "input" };
const segment: Segment = {
  segment_id: "s",
  name: "S",
  version: "1.0.0",
  steps: [
    { step_id: "ask", step_type: "llm_agent", config: { model: "demo/echo" } },
    { step_id: "next", step_type: "transform" },
  ],
  edges: [edge],
};

test("a step shows its status, its attempt's failure and its stream; other steps keep their overlay", () => {
  const store = createRunStore();
  const source = runOverlaySource(store, segment);
  expect(source.step("ask").status).toBe("pending");
  store.take(events.slice(0, 2));
  const next = source.step("next");
  store.signal({ run_id: "r", step_id: "ask", attempt: 1, kind: "token", text: "Hello" });
  expect(source.step("ask")).toMatchObject({ status: "running", since: at, text: "Hello", simulated: true });
  expect(source.step("ask")).toBe(source.step("ask"));
  expect(source.step("next")).toBe(next);
  store.take(events.slice(2, 3));
  expect(source.step("ask")).toMatchObject({ status: "retrying", error: "The server said no.", text: null });
});

test("an edge is idle, then flowing into a step that runs, then live; a port without a value is dead", () => {
  const store = createRunStore();
  const other = { ...edge, source_port: "error" };
  const source = runOverlaySource(store, { ...segment, edges: [edge, other] });
  const key = edgeKey(edge);
  store.take(events.slice(0, 4));
  expect(source.edge(key)).toBe("idle");
  const next = { step_id: "next", step_type: "transform", attempt: 1 };
  const all = journal(
    ...events.slice(0, 5).map(({ event_id: _id, seq: _seq, ...rest }) => rest),
    { event_type: "step.started", ...next, payload: { idempotency_key: "k" } },
    { event_type: "step.completed", ...next, payload: { outputs: { output: 1 } } },
  );
  store.take(all.slice(0, 6));
  expect(source.edge(key)).toBe("flowing");
  expect(source.edge(edgeKey(other))).toBe("dead");
  store.take(all);
  expect(source.edge(key)).toBe("live");
});

test("before the journal has been read, steps show what the record of the run says", () => {
  const store = createRunStore(6);
  const known = { status: "completed", attempts: 2, duration_ms: 40, simulated: true } as const;
  const times = { started_at: at, ended_at: at, error: null };
  const source = runOverlaySource(store, segment, { ask: { ...known, ...times } });
  expect(source.step("ask")).toMatchObject({ status: "completed", duration_ms: 40, attempts: 2 });
  expect(source.step("ask")).toBe(source.step("ask"));
  expect(source.step("next").status).toBe("pending");
  store.take(events);
  expect(source.step("ask")).toMatchObject({ status: "completed", attempts: 2 });
});

test("steps that look the same at two moments keep their overlay, and only a moved moment is shown at once", () => {
  const store = createRunStore();
  const many = longJournal(2_000, 30);
  const segment: Segment = {
    segment_id: "s",
    name: "S",
    version: "1.0.0",
    steps: Array.from({ length: 30 }, (_, index) => ({ step_id: `step_${index}`, step_type: "transform" })),
    edges: [],
  };
  const source = runOverlaySource(store, segment);
  const asked: (boolean | undefined)[] = [];
  source.subscribe(() => asked.push(source.asked?.()));
  store.take(many);
  const overlays = () => segment.steps.map(({ step_id }) => source.step(step_id));
  store.goTo(1_500);
  const before = overlays();
  store.goTo(1_499);
  const changed = overlays().filter((overlay, index) => overlay !== before[index]);
  expect(changed).toHaveLength(1);
  expect(asked).toEqual([false, true, true]);
});

test("a task that was open in the past is not offered for an answer there", () => {
  const store = createRunStore();
  const task = { ...step("human.task_created", 1), payload: { task_id: "t", task: { title: "Ship it?" } } };
  store.take(journal(started, step("step.started", 1), task, step("llm.call_completed", 1)));
  const source = runOverlaySource(store, segment);
  expect(source.step("ask")).toMatchObject({ status: "waiting", slot: true });
  store.goTo(3);
  expect(source.step("ask")).toMatchObject({ status: "waiting", slot: false });
});
