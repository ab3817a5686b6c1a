import { expect, test } from "vitest";
import { runCost } from "./cost.ts";
import type { EventDraft, WorktrailEvent } from "./events.ts";
import { reduceRun } from "./reduce.ts";

const at = "2026-11-20T10:00:00.000Z";
const call = (step_id: string, attempt: number, cost_usd: number | null, simulated = false): EventDraft => ({
  event_type: "llm.call_completed",
  timestamp: at,
  severity: "info",
  step_id,
  step_type: "llm_agent",
  attempt,
  payload: {
    model: simulated ? "demo/echo" : "some/model",
    simulated,
    input_tokens: 1,
    output_tokens: 1,
    cost_usd,
    latency_ms: 1,
    finish_reason: "stop",
  },
});
const fold = (...drafts: EventDraft[]) => {
  const started: EventDraft = {
    event_type: "segment.started",
    timestamp: at,
    severity: "info",
    payload: { revision: 1, input: null, config: {}, started_by: { user_id: "u", name: "Ada" } },
  };
  const events = [started, ...drafts].map((draft, index) => ({
    ...draft,
    event_id: `e${index}`,
    seq: index + 1,
    tenant_id: "o",
    run_id: "r",
    segment_id: "s",
  })) as WorktrailEvent[];
  const state = reduceRun(events);
  if (!state) throw new Error("The run did not start.");
  return state;
};

test("a run costs what the calls of all its steps and attempts cost", () => {
  const state = fold(call("a", 1, 0.25), call("a", 2, 0.5), call("b", 1, 1));
  expect(state.steps.a?.cost).toEqual({ usd: 0.75, calls: 2, unpriced: 0, simulated: 0 });
  expect(runCost(state)).toEqual({ usd: 1.75, calls: 3, unpriced: 0, simulated: 0 });
});

test("a call without a known price and a simulated one are told apart from one that was free", () => {
  const state = fold(call("a", 1, null), call("a", 1, 0, true), call("a", 1, 0), call("a", 1, null, true));
  expect(runCost(state)).toEqual({ usd: 0, calls: 4, unpriced: 1, simulated: 2 });
});

test("a run that asked no model has no calls", () => {
  expect(runCost(fold()).calls).toBe(0);
});
