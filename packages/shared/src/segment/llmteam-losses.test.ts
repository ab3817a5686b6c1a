import { expect, test } from "vitest";
import { exportLlmteam, importLlmteam } from "./llmteam.ts";
import { llmteamLosses } from "./llmteam-losses.ts";
import { parseSegment } from "./parse.ts";
import type { Segment } from "./schema.ts";

const base: Segment = { segment_id: "s", name: "S", version: "1.0.0", steps: [] };

test("placeholders that the dialect has lose nothing and come back", () => {
  const segment: Segment = {
    ...base,
    steps: [{ step_id: "a", step_type: "llm_agent", config: { prompt: "Say {{ data.word }}" } }],
    edges: [],
  };
  expect(llmteamLosses(segment)).toEqual([]);
  expect(parseSegment(importLlmteam(exportLlmteam(segment)).segment)).toMatchObject({
    ok: true,
    segment: { steps: segment.steps },
  });
});

test("that a step is not repeatable is told as a rule that the dialect lacks, and comes back", () => {
  const steps = [{ step_id: "a", step_type: "llm_agent", config: { prompt: "Pay" }, repeatable: false }];
  const segment: Segment = { ...base, steps, edges: [] };
  expect(llmteamLosses(segment)).toMatchObject([
    expect.stringMatching(/^1 step has a retry or time-out rule/),
  ]);
  expect(parseSegment(importLlmteam(exportLlmteam(segment)).segment)).toMatchObject({
    ok: true,
    segment: { steps },
  });
});

test("each thing that the dialect has no words for is named with its number", () => {
  const losses = llmteamLosses({
    ...base,
    input_schema: {},
    steps: [
      { step_id: "a", step_type: "transform", config: { mapping: { x: "1", y: "2" } }, disabled: true },
      {
        step_id: "b",
        step_type: "llm_agent",
        config: { prompt: "{{ size(data) }} {left}" },
        on_error: "route",
        timeout_seconds: 3,
      },
    ],
    notes: [{ note_id: "n", text: "", position: { x: 0, y: 0 }, size: { width: 1, height: 1 } }],
    groups: [{ group_id: "g", title: "G", step_ids: ["a"] }],
  });
  expect(losses.map((words) => words.split(" ").slice(0, 2).join(" "))).toEqual([
    "3 expressions",
    "1 text",
    "1 note",
    "1 group",
    "1 disabled",
    "1 step",
    "1 step",
    "The schema",
  ]);
  expect(losses.every((words) => words.endsWith("."))).toBe(true);
});
