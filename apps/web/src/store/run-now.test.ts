import type { EventType, WorktrailEvent } from "@worktrail/shared/run/events";
import { buildGraph, edgeKey } from "@worktrail/shared/segment/graph";
import type { Segment } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import { expect, test } from "vitest";
import { createRunStore } from "./run.ts";
import { type RunNow, withRunNow } from "./run-now.ts";
import { runOverlaySource } from "./run-overlay.ts";

const at = "2026-11-20T10:00:00.000Z";
const later = "2026-11-20T11:00:00.000Z";
const edge = (source_step: string, target_step: string) => ({
  source_step,
  source_port: "output",
  target_step,
  target_port: "input",
});
const transform = (step_id: string) => ({ step_id, step_type: "transform", config: { expression: "data" } });
const segment: Segment = {
  segment_id: "s",
  name: "S",
  version: "1.0.0",
  steps: ["a", "b", "c", "d", "e"].map(transform),
  edges: [edge("a", "c"), edge("c", "d")],
};
const graph = buildGraph(segment, catalog);
const STILL: RunNow = { queued: false, stale: false, cut_off: false };

function journal(...drafts: [event_type: EventType, step_id: string | null, rest?: object][]) {
  return drafts.map(([event_type, step_id, rest = {}], index) => ({
    event_id: `e${index + 1}`,
    seq: index + 1,
    timestamp: at,
    tenant_id: "o",
    run_id: "r",
    segment_id: "s",
    severity: "info",
    event_type,
    ...(step_id === null ? {} : { step_id, step_type: "transform", attempt: 1 }),
    payload: {},
    ...rest,
  })) as WorktrailEvent[];
}
const by = { user_id: "u1", name: "Ada" };
const started = [
  "segment.started",
  null,
  { payload: { revision: 1, input: {}, config: {}, started_by: by } },
] as const;
const error = { error_type: "E", error_message: "No.", error_code: "E", recoverable: true };
const paused = journal(
  [...started],
  ["step.started", "a"],
  ["step.completed", "a", { payload: { outputs: { output: 1 } } }],
  ["step.started", "b"],
  ["step.started", "e"],
  ["step.retrying", "e", { error, payload: { next_attempt: 2, due_at: later }, duration_ms: 5 }],
  ["segment.paused", null, { payload: { requested_by: by } }],
);

function sourceOf(events: WorktrailEvent[], now: Partial<RunNow> = {}) {
  const store = createRunStore();
  store.take(events);
  return withRunNow(runOverlaySource(store, segment), { store, graph }, { ...STILL, ...now });
}
const statuses = (events: WorktrailEvent[], now: Partial<RunNow> = {}) => {
  const source = sourceOf(events, now);
  return Object.fromEntries(segment.steps.map(({ step_id }) => [step_id, source.step(step_id).status]));
};

test("in a paused run the steps that would go on are paused: not those under way, nor those behind", () => {
  expect(statuses(paused)).toEqual({
    a: "completed",
    b: "running",
    c: "paused",
    d: "pending",
    e: "paused",
  });
  expect(sourceOf(paused).step("e")).toMatchObject({ retry_at: null, duration_ms: null, error: "No." });
});

test("a run that is resumed shows its steps as they are", () => {
  const resumed = journal([
    "segment.resumed",
    null,
    { payload: { requested_by: by }, seq: paused.length + 1 },
  ]);
  expect(statuses([...paused, ...resumed])).toMatchObject({ c: "pending", e: "retrying" });
});

test("the first steps of a queued run are queued with it, until its journal begins", () => {
  expect(statuses([], { queued: true })).toEqual({
    a: "queued",
    b: "queued",
    c: "pending",
    d: "pending",
    e: "queued",
  });
  expect(statuses(paused.slice(0, 1), { queued: true })).toMatchObject({ a: "pending" });
});

test("nothing runs in a run that nobody shows to go on, and nothing flows in it", () => {
  const going = journal(
    [...started],
    ["step.completed", "a", { payload: { outputs: { output: 1 } } }],
    ["step.started", "c"],
  );
  const key = edgeKey(edge("a", "c"));
  expect(sourceOf(going).edge(key)).toBe("flowing");
  expect(sourceOf(going).step("c").since).toBe(at);
  const stale = sourceOf(going, { stale: true });
  expect(stale.step("c")).toMatchObject({ status: "stale", since: null });
  expect(stale.step("c")).toBe(stale.step("c"));
  expect([stale.step("a").status, stale.edge(key)]).toEqual(["completed", "live"]);
});

test("without a connection nothing flows, and steps are as they were last seen", () => {
  const going = journal(
    [...started],
    ["step.completed", "a", { payload: { outputs: { output: 1 } } }],
    ["step.started", "c"],
  );
  const cut = sourceOf(going, { cut_off: true });
  expect([cut.step("c").status, cut.edge(edgeKey(edge("a", "c")))]).toEqual(["running", "live"]);
});
