import type { RunState } from "@worktrail/shared/run/state";
import { buildGraph } from "@worktrail/shared/segment/graph";
import { catalog } from "@worktrail/steps/contracts";
import { expect, test } from "vitest";
import { completionsAt } from "../../expression-editor/expression-completions.ts";
import { namesInScope } from "../../expression-editor/names-in-scope.ts";
import { edge, segmentOf, step } from "../../gestures/testing/do-undo-redo.ts";
import { clockTime } from "./clock-time.ts";
import { childEntries, dataGroups, entryCount } from "./data-entries.ts";
import { recallPreview, rememberPreview } from "./preview-memory.ts";
import { firstSample, scopeOfRun, scopeOfSample } from "./preview-scope.ts";

const segment = segmentOf(
  [step("orders"), step("sum"), step("beside")],
  [edge("orders", "sum"), edge("orders", "beside")],
  { input_schema: { type: "object", properties: { customer: { type: "string" } } } },
);
const graph = buildGraph(segment, catalog);
const OUTPUT = { items: [{ id: "a1", "Content-Type": "text" }], total: 200 };

function ran(outputs: Record<string, unknown>): RunState {
  const steps = Object.fromEntries(
    Object.entries(outputs).map(([step_id, output]) => [
      step_id,
      { status: "completed", outputs: { output }, started_at: "2026-01-01T10:00:01Z" },
    ]),
  );
  return {
    run_id: "run_1",
    input: { customer: "Ada" },
    started_at: "2026-01-01T10:00:00Z",
    steps,
  } as unknown as RunState;
}

test("a step is shown with what arrived at it in the last run", () => {
  const scope = scopeOfRun(graph, "sum", ran({ orders: OUTPUT, beside: "not upstream" }));
  expect(scope).toMatchObject({ data: OUTPUT, steps: { orders: { output: OUTPUT } } });
  expect(scope?.run.input).toEqual({ customer: "Ada" });
  expect(Object.keys(scope?.steps ?? {})).toEqual(["orders"]);
  expect(scopeOfRun(graph, "gone", ran({}))).toBeNull();
});

test("what was recorded completes names that no schema promises, with the values", () => {
  const scope = scopeOfRun(graph, "sum", ran({ orders: OUTPUT }));
  if (!scope) throw new Error("The step is in the drawing.");
  const names = namesInScope(graph, "sum", false, { ...scope, run_input: scope.run.input });
  const options = completionsAt("data.", 5, "expression", names)?.options ?? [];
  expect(options.slice(0, 2)).toMatchObject([
    { label: "items", detail: "list · 1 element" },
    { label: "total", detail: "number · 200" },
  ]);
  const inside = completionsAt("data.items.map(item, item.", 26, "expression", names)?.options ?? [];
  expect(inside[0]).toMatchObject({ label: "id", detail: 'text · "a1"' });
});

test("a sample says what is on the ports, what earlier steps gave and what the run began with", () => {
  const text = JSON.stringify({
    data: { total: 1 },
    steps: { orders: { output: { total: 1 } }, broken: 5 },
    run: { input: { customer: "Bo" } },
  });
  expect(scopeOfSample(graph, "sum", text)).toMatchObject({
    data: { total: 1 },
    inputs: { input: { total: 1 } },
    steps: { orders: { output: { total: 1 } } },
    run: { id: "run_sample", input: { customer: "Bo" } },
  });
  expect(scopeOfSample(graph, "sum", "{")).toBeNull();
  expect(scopeOfSample(graph, "sum", "[]")).toBeNull();
});

test("the first sample holds what was recorded, else values of the promised shapes", () => {
  const bare = JSON.parse(firstSample(namesInScope(graph, "orders", false).completion));
  expect(bare).toEqual({ data: { customer: "" }, run: { input: { customer: "" } } });
  const scope = scopeOfRun(graph, "sum", ran({ orders: OUTPUT }));
  const names = scope && namesInScope(graph, "sum", false, { ...scope, run_input: scope.run.input });
  expect(JSON.parse(firstSample(names?.completion ?? {}))).toMatchObject({
    data: OUTPUT,
    steps: { orders: { output: OUTPUT } },
    run: { input: { customer: "Ada" } },
  });
});

test("the tree of values shows input, earlier steps and the run's input, and opens level by level", () => {
  const scope = scopeOfRun(graph, "sum", ran({ orders: OUTPUT }));
  const names = scope && namesInScope(graph, "sum", false, { ...scope, run_input: scope.run.input });
  const groups = dataGroups(names?.completion ?? {}, (step_id) => step_id.toUpperCase());
  expect(groups.map(({ entries }) => entries.map(({ name }) => name))).toEqual([
    ["data"],
    ["ORDERS"],
    ["run.input"],
  ]);
  const [data] = groups[0]?.entries ?? [];
  const [items] = data ? childEntries(data, 10) : [];
  const [first] = items ? childEntries(items, 10) : [];
  expect(first?.path).toEqual(["data", "items", 0]);
  expect(first && childEntries(first, 10).map(({ path }) => path.at(-1))).toEqual(["id", "Content-Type"]);
});

test("where only a schema is known, its fields and the first element of its lists are shown", () => {
  const schema = {
    type: "object",
    properties: {
      items: { type: "array", items: { type: "object", properties: { id: { type: "string" } } } },
    },
  };
  const [items] = childEntries({ path: ["data"], name: "data", shape: { schema } }, 10);
  if (!items) throw new Error("The schema has a field.");
  expect(entryCount(items)).toBe(1);
  const [element] = childEntries(items, 10);
  expect(element?.path).toEqual(["data", "items", 0]);
  expect(element && childEntries(element, 10)[0]?.path).toEqual(["data", "items", 0, "id"]);
});

test("a long list is cut, and says how long it is", () => {
  const entry = { path: ["data"] as const, name: "data", shape: { sample: Array(500).fill(1) } };
  expect(childEntries(entry, 30)).toHaveLength(30);
  expect(entryCount(entry)).toBe(500);
});

test("what a person chose to preview with is kept in the browser, and nonsense there is nothing", () => {
  const kept = new Map<string, string>();
  const memory = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  expect(recallPreview("s", "a", memory)).toEqual({ use: "last_run", sample: null });
  rememberPreview("s", "a", { use: "sample", sample: "{}" }, memory);
  expect(recallPreview("s", "a", memory)).toEqual({ use: "sample", sample: "{}" });
  expect(recallPreview("s", "b", memory)).toEqual({ use: "last_run", sample: null });
  kept.set("worktrail.preview.s.a", "[1");
  expect(recallPreview("s", "a", memory)).toEqual({ use: "last_run", sample: null });
});

test("a time of today stands alone, any other with its day", () => {
  const at = new Date(2026, 10, 20, 14, 2);
  expect(clockTime(at.toISOString(), new Date(2026, 10, 20, 18))).toBe("14:02");
  expect(clockTime(at.toISOString(), new Date(2026, 10, 21))).toBe("20 Nov, 14:02");
});
