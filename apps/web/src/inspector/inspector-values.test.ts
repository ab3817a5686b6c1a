import type { Segment } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import { expect, test } from "vitest";
import { EMPTY_SELECTION, selectSteps } from "../canvas/selection.ts";
import { changeConfig, configCommit } from "./change-config.ts";
import { configSchema, configView } from "./config-view.ts";
import { inspectorTarget } from "./inspector-target.ts";
import { narrowerTypes, narrowPort } from "./narrow-port.ts";
import { readNumber } from "./number-text.ts";
import { messagesAt, nearestPlace, problemsBelow } from "./problems-at.ts";
import { selectionWords } from "./SelectionInspector.tsx";
import { stepIdProblem } from "./StepIdField.tsx";
import { matchesPattern } from "./secret-fields.ts";
import { withParam } from "./segment/LimitsSection.tsx";

const choice: Segment = {
  segment_id: "s",
  name: "S",
  version: "1.0.0",
  steps: [
    {
      step_id: "ask",
      step_type: "human_task",
      config: { task_type: "choice", options: [{ id: "yes" }, { id: "no" }] },
    },
    { step_id: "next", step_type: "transform", config: { expression: "data" } },
  ],
  edges: [{ source_step: "ask", source_port: "yes", target_step: "next", target_port: "input" }],
  notes: [{ note_id: "n1", text: "", position: { x: 0, y: 0 }, size: { width: 1, height: 1 } }],
};
const fields = (view: { properties?: unknown } | null) => Object.keys(view?.properties ?? {});
function schemaOf(type: string) {
  const schema = configSchema(type);
  if (!schema) throw new Error(`There is no type ${type}.`);
  return schema;
}
const never = () => false;

test("the inspector is about the one thing that is selected, several, or the segment", () => {
  const kind = (selection: Parameters<typeof inspectorTarget>[1]) => inspectorTarget(choice, selection).kind;
  expect(kind(EMPTY_SELECTION)).toBe("segment");
  expect(inspectorTarget(choice, selectSteps(["next"]))).toMatchObject({ kind: "step", index: 1 });
  expect(kind({ ...EMPTY_SELECTION, edges: new Set(["ask.yes>next.input"]) })).toBe("edge");
  expect(kind({ ...EMPTY_SELECTION, notes: new Set(["n1"]) })).toBe("note");
  expect(kind(selectSteps(["ask", "next"]))).toBe("several");
  expect(kind({ ...selectSteps(["ask"]), notes: new Set(["n1"]) })).toBe("several");
  expect(kind(selectSteps(["gone"]))).toBe("segment");
});

test("fields show when the schema says that they matter, its defaults counted as values", () => {
  const approval = configView(schemaOf("human_task"), {}, never);
  expect(fields(approval.main)).not.toContain("options");
  const asked = configView(schemaOf("human_task"), { task_type: "choice" }, never);
  expect(fields(asked.main)).toContain("options");
});

test("a field with a value or a problem is shown whatever the schema says", () => {
  const set = configView(schemaOf("human_task"), { options: ["yes"] }, never);
  expect(fields(set.main)).toContain("options");
  const wrong = configView(schemaOf("human_task"), {}, (field) => field === "escalation_chain");
  expect(fields(wrong.main)).toContain("escalation_chain");
});

test("seldom needed fields stand apart", () => {
  const { main, advanced } = configView(schemaOf("llm_agent"), { model: "demo/echo" }, never);
  expect(fields(main)).toEqual(["model", "system_prompt", "prompt", "output_schema"]);
  expect(fields(advanced)).toContain("temperature");
  expect(configView(schemaOf("condition"), {}, never).advanced).toBeNull();
});

test("of fields that exclude each other one is shown, and both where both are given", () => {
  const schema = schemaOf("transform");
  expect(fields(configView(schema, { mapping: {} }, never).main)).toEqual(["mapping"]);
  expect(fields(configView(schema, {}, never).main)).toEqual(["expression"]);
  expect(fields(configView(schema, {}, never, "mapping").main)).toEqual(["mapping"]);
  const both = configView(schema, { expression: "1", mapping: {} }, never);
  expect(fields(both.main)).toEqual(["expression", "mapping"]);
  expect(both.one_of?.chosen).toBeNull();
});

test("an edge follows the option that it leaves from when that gets another id", () => {
  const config = { task_type: "choice", options: [{ id: "sure" }, { id: "no" }] };
  const changed = changeConfig("ask", config, catalog)(choice);
  expect(changed.edges?.[0]?.source_port).toBe("sure");
  expect(changed.edges?.[0]?.target_port).toBe("input");
});

test("edges stay where they are when options come, go or change places", () => {
  for (const options of [
    [{ id: "no" }],
    [{ id: "no" }, { id: "yes" }],
    [{ id: "yes" }, { id: "no" }, { id: "x" }],
  ]) {
    const changed = changeConfig("ask", { task_type: "choice", options }, catalog)(choice);
    expect(changed.edges).toBe(choice.edges);
  }
});

test("a change to one field carries its key and its words, a change to several has no key", () => {
  const schema = schemaOf("http_action");
  const before = { method: "GET", url: "a" };
  expect(configCommit("fetch", schema, before, { method: "GET", url: "ab" })).toEqual({
    label: "Change address",
    merge_key: "config:fetch:url",
  });
  expect(configCommit("fetch", schema, before, { method: "POST" }).merge_key).toBeUndefined();
});

test("problems are cut to the step, and stand by the field at or above their place", () => {
  const issue = { code: "CONFIG_INVALID", severity: "error" } as const;
  const issues = [
    { ...issue, path: "/steps/1/config/headers/x y", message: "A" },
    { ...issue, path: "/steps/1/config/headers", message: "B" },
    { ...issue, path: "/steps/10/config/url", message: "C" },
  ];
  const own = problemsBelow(issues, "/steps/1");
  expect(own.map(({ path }) => path)).toEqual(["/config/headers/x y", "/config/headers"]);
  expect(messagesAt(own, "/config/headers")).toEqual(["A", "B"]);
  expect(messagesAt([...own, ...own], "/config/headers/x y")).toEqual(["A"]);
  expect(messagesAt(own, "/config/head")).toEqual([]);
});

test("the nearest field of a place is the place, then what is around it, then what is in it", () => {
  const places = ["/config", "/config/auth", "/config/auth/token", "/retry/backoff"];
  expect(nearestPlace(places, "/config/auth/token")).toBe("/config/auth/token");
  expect(nearestPlace(places, "/config/auth/name")).toBe("/config/auth");
  expect(nearestPlace(places, "/config/url")).toBe("/config");
  expect(nearestPlace(places, "/retry")).toBe("/retry/backoff");
  expect(nearestPlace(places, "/position")).toBeNull();
});

test("a port is narrowed only to types within its own", () => {
  expect(narrowerTypes("string")).toEqual(["string", "email", "url", "date", "datetime", "uuid"]);
  expect(narrowerTypes("json")).toContain("array");
  expect(narrowerTypes("uuid")).toEqual(["uuid"]);
});

test("a narrowed port is declared, and its own type takes the declaration away again", () => {
  const own = { port_id: "input", data_type: "json" } as const;
  const narrowed = narrowPort(undefined, own, "array");
  expect(narrowed).toEqual([{ port_id: "input", data_type: "array" }]);
  expect(narrowPort(narrowed, own, "json")).toBeUndefined();
});

test("narrowing keeps a port's schema and the other declared ports in their places", () => {
  const declared = [
    { port_id: "input", data_type: "object", schema: { type: "object" } },
    { port_id: "other", data_type: "string" },
  ] as const;
  const next = narrowPort([...declared], { port_id: "input", data_type: "json" }, "json");
  expect(next).toEqual([{ ...declared[0], data_type: "json" }, declared[1]]);
});

test("a number is read within its bounds, and what is not one is refused in words", () => {
  expect(readNumber("", { min: 1 })).toEqual({ ok: true, value: undefined });
  expect(readNumber(" 3 ", { min: 1, integer: true })).toEqual({ ok: true, value: 3 });
  for (const text of ["0", "101", "2.5", "1e3", "three", "0x10"]) {
    const reading = readNumber(text, { min: 1, max: 100, integer: true });
    expect(reading).toEqual({ ok: false, message: "Write a whole number from 1 to 100." });
  }
  expect(readNumber("0", { above: 0 }).ok).toBe(false);
  expect(readNumber("0.5", { above: 0 })).toEqual({ ok: true, value: 0.5 });
});

test("a step id is refused when it is malformed or taken, and its own is not", () => {
  expect(stepIdProblem("ask", "ask", choice.steps)).toBeNull();
  expect(stepIdProblem("fresh", "ask", choice.steps)).toBeNull();
  expect(stepIdProblem("next", "ask", choice.steps)).toContain("Another step");
  expect(stepIdProblem("Ask me", "ask", choice.steps)).toContain("lower-case");
});

test("secrets are allowed at and below a declared place only", () => {
  expect(matchesPattern("/headers/key", "/headers/*")).toBe(true);
  expect(matchesPattern("/auth/token", "/auth/token")).toBe(true);
  expect(matchesPattern("/headers", "/headers/*")).toBe(false);
  expect(matchesPattern("/url", "/auth/token")).toBe(false);
});

test("params without any setting are left out", () => {
  expect(withParam(undefined, "max_retries", 2)).toEqual({ max_retries: 2 });
  expect(withParam({ max_retries: 2 }, "max_retries", undefined)).toBeUndefined();
});

test("a selection is counted in words", () => {
  expect(selectionWords(1, 0, 0)).toBe("1 step");
  expect(selectionWords(3, 2, 1)).toBe("3 steps, 2 connections and 1 note");
});
