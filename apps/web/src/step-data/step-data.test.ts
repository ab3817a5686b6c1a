import type { JsonObject, JsonValue } from "@worktrail/shared/json";
import type { StoredValue, WorktrailEvent } from "@worktrail/shared/run/events";
import { UNTOUCHED_STEP } from "@worktrail/shared/run/reduce-step";
import { resolveConfig } from "@worktrail/shared/run/resolved-config";
import type { RunState, StepState } from "@worktrail/shared/run/state";
import { buildGraph, type GraphStep } from "@worktrail/shared/segment/graph";
import type { Step } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import { describe, expect, test } from "vitest";
import { mergeLog, saidBy, withCalls } from "./log-lines.ts";
import { promptOf } from "./prompt-of.ts";
import { StepAttempts } from "./step-attempts.ts";
import { whatToTry } from "./what-to-try.ts";
import { withLoaded } from "./with-loaded.ts";

const at = (second: number) => `2026-01-01T00:00:${String(second).padStart(2, "0")}.000Z`;

describe("the attempts of a step", () => {
  const error = { error_type: "E", error_message: "no", error_code: "HTTP_STATUS", recoverable: true };
  const drafts = [
    { event_type: "segment.started" },
    { event_type: "step.started", step_id: "a", attempt: 1 },
    { event_type: "step.started", step_id: "b", attempt: 1 },
    {
      event_type: "step.retrying",
      step_id: "a",
      attempt: 1,
      error,
      payload: { next_attempt: 2, due_at: at(9) },
    },
    { event_type: "step.started", step_id: "a", attempt: 2 },
    { event_type: "llm.call_completed", step_id: "a", attempt: 2, payload: { model: "m" } },
    { event_type: "step.completed", step_id: "a", attempt: 2, duration_ms: 12.5 },
  ];
  const events = drafts.map(
    (draft, index) =>
      ({
        step_type: "x",
        payload: {},
        ...draft,
        seq: index + 1,
        timestamp: at(index),
      }) as unknown as WorktrailEvent,
  );
  const log = { at: (seq: number) => events[seq - 1] };
  const told = (attempts: ReturnType<StepAttempts["at"]>) =>
    attempts.map(({ attempt, ended, duration_ms, error, calls }) => [
      attempt,
      ended,
      duration_ms,
      error?.error_code ?? null,
      calls.length,
    ]);

  test("are those up to the moment that is looked at, forward and back", () => {
    const reader = new StepAttempts("a");
    const first = [1, "retried", 2_000, "HTTP_STATUS", 0];
    expect(told(reader.at(log, 7))).toEqual([first, [2, "completed", 12.5, null, 1]]);
    expect(told(reader.at(log, 5))).toEqual([first, [2, null, null, null, 0]]);
    expect(told(reader.at(log, 2))).toEqual([[1, null, null, null, 0]]);
    expect(told(reader.at(log, 99))).toEqual([first, [2, "completed", 12.5, null, 1]]);
  });

  test("stay the same object while nothing of the step happens", () => {
    const reader = new StepAttempts("a");
    const before = reader.at(log, 2);
    expect(reader.at(log, 3)).toBe(before);
  });
});

describe("the log of a step", () => {
  const kept = [
    { attempt: 1, line: 1, at: at(1), text: "one" },
    { attempt: 2, line: 1, at: at(5), text: "again" },
  ];

  test("has each line once, whether it was heard, kept or both", () => {
    const signals = {
      attempt: 2,
      text: "",
      log: [
        { line: 1, at: at(5), text: "again\n" },
        { line: 2, at: at(6), text: "more\nand more\n" },
      ],
    };
    expect(mergeLog(kept, signals).map(({ attempt, line, text }) => `${attempt}.${line} ${text}`)).toEqual([
      "1.1 one",
      "2.1 again",
      "2.2 more",
      "2.3 and more",
    ]);
    expect(mergeLog(kept, undefined)).toEqual(kept);
  });

  test("tells the calls that the journal knows among the lines, by their time", () => {
    const call = { attempt: 1, line: -7, at: at(0), text: "GET https://example.com -> 503 in 2 ms, 40 B" };
    expect(withCalls(kept, [call]).map(({ text }) => text)).toEqual([call.text, "one", "again"]);
    expect(withCalls(kept, [])).toBe(kept);
  });

  test("ends at the moment that is looked at", () => {
    expect(saidBy(kept, at(4)).map(({ text }) => text)).toEqual(["one"]);
    expect(saidBy(kept, null)).toBe(kept);
  });
});

describe("the prompt of a model", () => {
  const stored: StoredValue = { path: "/outputs/output", hash: "h", bytes: 400_000 };
  function scene(config: JsonObject, output: JsonValue, own: Partial<StepState> = {}) {
    const steps: Step[] = [
      { step_id: "fetch", step_type: "transform", config: { expression: "data" } },
      { step_id: "ask", step_type: "llm_agent", config: { model: "demo/echo", ...config } },
    ];
    const edge = { source_step: "fetch", source_port: "output", target_step: "ask", target_port: "input" };
    const graph = buildGraph({ segment_id: "s", name: "S", version: "1.0.0", steps, edges: [edge] }, catalog);
    const fetch: StepState = { ...UNTOUCHED_STEP, status: "completed", outputs: { output }, ...own };
    const state = { run_id: "r", input: null, started_at: at(0), steps: { fetch } } as unknown as RunState;
    const step = graph.steps.get("ask") as GraphStep;
    const read = (from: RunState) => promptOf(step, from, resolveConfig(graph, from, step, { now: at(1) }));
    return { state, read };
  }

  test("is what the step sends", () => {
    const { state, read } = scene(
      { system_prompt: "Be {{ data.mood }}", prompt: "{{ data.items }}" },
      {
        mood: "kind",
        items: [1],
      },
    );
    expect(read(state)).toEqual({
      kind: "messages",
      messages: [
        { role: "system", content: "Be kind" },
        { role: "user", content: "[1]" },
      ],
    });
  });

  test("says why it cannot be told", () => {
    const { state, read } = scene({ prompt: "{{ data.missing }}" }, {});
    expect(read(state)).toMatchObject({ kind: "failed", message: expect.stringContaining("missing") });
  });

  test("asks for the values that it needs and are kept aside, and is whole with them", () => {
    const { state, read } = scene({}, null, { stored: [stored] });
    expect(read(state)).toEqual({ kind: "needs", stored: [stored] });
    const loaded = withLoaded(state, new Map([["h", "A long text"]]));
    expect(read(loaded)).toEqual({ kind: "messages", messages: [{ role: "user", content: "A long text" }] });
  });
});

test("every failure has a sentence that says what to try, and an unknown one has none", () => {
  expect(whatToTry({ error_code: "SECRET_MISSING" })).toContain("Secrets");
  expect(whatToTry({ error_code: "RUN_TIMEOUT" })).toContain("time limit");
  expect(whatToTry({ error_code: "toString" })).toBeNull();
});
