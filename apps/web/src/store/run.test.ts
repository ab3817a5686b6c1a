import type { EventDraft, EventType, WorktrailEvent } from "@worktrail/shared/run/events";
import { edgeKey } from "@worktrail/shared/segment/graph";
import type { Segment } from "@worktrail/shared/segment/schema";
import { expect, test } from "vitest";
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
  expect(store.getState().signals.ask).toEqual({ attempt: 1, text: "", log: [{ line: 1, at: AT, text: "one" }, { line: 2, at: AT, text: "two" }] });
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
