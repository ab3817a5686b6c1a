import { buildGraph } from "@worktrail/shared/segment/graph";
import type { Segment } from "@worktrail/shared/segment/schema";
import { catalog, contracts } from "@worktrail/steps/contracts";
import { beforeEach, describe, expect, test } from "vitest";
import { edge, segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { Editor } from "../store/editor.ts";
import { edgeMisfit, edgeToNew, portMisfit } from "./fitting.ts";
import { insertPlaces } from "./insert-places.ts";
import { openPickerBeside } from "./open-picker.ts";
import { pickerEntries, pickerGroups } from "./picker-entries.ts";
import { useRecentSteps } from "./recent-steps.ts";
import { replaceMisfit } from "./replace-step.ts";

const headings = { fits: "Steps that fit", others: "Others" };
const all = pickerEntries(catalog, () => null, true);
const listed = (query: string, entries = all, recent: string[] = []) =>
  pickerGroups(entries, query, recent, headings).map(({ heading, entries: found }) => ({
    heading,
    ids: found.map((entry) => entry.id),
  }));
const first = (query: string) => listed(query)[0]?.ids[0];

describe("what the picker lists", () => {
  test("recent types first, then those that fit, then the others, then the note, each once", () => {
    const some = pickerEntries(
      catalog,
      ({ type_id }) => (type_id === "parallel_split" ? "has no input" : null),
      true,
    );
    const groups = listed("", some, ["condition", "parallel_split", "gone"]);
    expect(groups.map((group) => group.heading)).toEqual(["Recent", "Steps that fit", "Others", "Canvas"]);
    expect(groups[0]?.ids).toEqual(["condition"]);
    expect(groups[2]?.ids).toEqual(["parallel_split"]);
    expect(groups[3]?.ids).toEqual(["note"]);
    expect(groups.flatMap((group) => group.ids)).toHaveLength(Object.keys(catalog).length + 1);
  });

  test("a type is found by its name, id, category, other words for it, and with letters left out", () => {
    expect(first("transform")).toBe("transform");
    expect(first("http_action")).toBe("http_action");
    expect(listed("control")[0]?.ids).toContain("condition");
    expect(first("if")).toBe("condition");
    expect(first("approval")).toBe("human_task");
    expect(first("loop")).toBe("sub_segment");
    expect(first("cndtn")).toBe("condition");
    expect(listed("zzzz")).toEqual([]);
  });

  test("what does not fit comes after what does, however well it is named", () => {
    const some = pickerEntries(catalog, ({ type_id }) => (type_id === "transform" ? "no" : null), false);
    expect(listed("trans", some)[0]?.ids.at(-1)).toBe("transform");
  });

  test("the last three types are remembered, the latest first", () => {
    useRecentSteps.setState({ recent: [] });
    for (const type of ["a", "b", "a", "c", "d"]) useRecentSteps.getState().note(type);
    expect(useRecentSteps.getState().recent).toEqual(["d", "c", "a"]);
  });
});

describe("what fits", () => {
  const text = step("a", { outputs: [{ port_id: "output", data_type: "string" }] });
  const graph = buildGraph(segmentOf([text, step("b")], [edge("a", "b")]), catalog);
  const from = { step_id: "a", port_id: "output", kind: "out" } as const;
  const strict = {
    ...contracts.transform,
    ports: () => ({
      inputs: [{ port_id: "list", data_type: "array" as const }],
      outputs: [{ port_id: "output", data_type: "json" as const }],
    }),
  };

  test("the first port that takes the edge is joined, in both directions", () => {
    const ports = contracts.condition.ports({});
    expect(edgeToNew(graph, from, "new", ports)).toEqual(edge("a", "new"));
    expect(edgeToNew(graph, { step_id: "b", port_id: "input", kind: "in" }, "new", ports)).toEqual(
      edge("new", "b", "true"),
    );
  });

  test("a type that does not fit says why, and gets no edge", () => {
    expect(portMisfit(graph, from, strict)).toBe("takes a list, not a text");
    expect(edgeToNew(graph, from, "new", strict.ports())).toBeNull();
    expect(edgeMisfit(graph, edge("a", "b"), strict)).toBe("takes a list, not a text");
    const source = { ...strict, ports: () => ({ inputs: [], outputs: [] }) };
    expect(portMisfit(graph, from, source)).toBe("has no input");
    expect(portMisfit(graph, { step_id: "b", port_id: "input", kind: "in" }, source)).toBe("has no output");
  });

  test("another type says how many connections it would lose", () => {
    const editor = new Editor(
      segmentOf([step("a"), step("b"), step("c")], [edge("a", "b"), edge("b", "c")]),
      catalog,
    );
    expect(replaceMisfit(editor, "b", contracts.llm_agent)).toBeNull();
    expect(replaceMisfit(editor, "b", contracts.condition)).toBe("loses 1 connection");
  });
});

describe("room for a step on an edge", () => {
  const size = { width: 220, height: 60 };
  const places = (drawn: Segment, wanted?: { x: number; y: number }) => {
    const graph = buildGraph(drawn, catalog);
    const placeOf = (id: string) => graph.steps.get(id)?.step.position ?? { x: 0, y: 0 };
    return insertPlaces(graph, placeOf, edge("a", "b"), size, wanted);
  };
  const at = (id: string, x: number) => step(id, { position: { x, y: 0 } });

  test("where there is room nothing moves and the step stands in the middle", () => {
    const wide = segmentOf([at("a", 0), at("b", 800)], [edge("a", "b")]);
    expect(places(wide)).toEqual({ at: { x: 400, y: 0 }, pushed: new Map() });
  });

  test("where there is none, what follows moves on and what leads there stays", () => {
    const tight = segmentOf(
      [at("a", 0), at("b", 300), at("c", 600), at("other", 600)],
      [edge("a", "b"), edge("b", "c"), edge("a", "other")],
    );
    const { at: place, pushed } = places(tight);
    expect(place).toEqual({ x: 280, y: 0 });
    expect([...pushed]).toEqual([
      ["b", { x: 560, y: 0 }],
      ["c", { x: 860, y: 0 }],
    ]);
  });

  test("a step stays as high as it was let go, and never before the edge's source", () => {
    const wide = segmentOf([at("a", 0), at("b", 1000)], [edge("a", "b")]);
    expect(places(wide, { x: 100, y: 40 }).at).toEqual({ x: 280, y: 40 });
  });
});

describe("the picker beside a step", () => {
  let editor: Editor;
  beforeEach(() => {
    const branches = step("a", { step_type: "condition", config: { expression: "true" } });
    editor = new Editor(
      segmentOf([branches, step("b", { position: { x: 300, y: 0 } })], [edge("a", "b", "true")]),
      catalog,
    );
  });
  const picker = () => editor.session.getState().picker;

  test("comes from the branch that is still free, and avoids what stands there", () => {
    openPickerBeside(editor, "a", "right");
    expect(picker()).toMatchObject({ kind: "add", from: { step_id: "a", port_id: "false", kind: "out" } });
    expect(picker()?.at).not.toEqual({ x: 300, y: 0 });
  });

  test("to the left it leads into the step", () => {
    openPickerBeside(editor, "a", "left");
    expect(picker()).toMatchObject({
      at: { x: -300, y: 0 },
      from: { step_id: "a", port_id: "input", kind: "in" },
    });
  });
});
