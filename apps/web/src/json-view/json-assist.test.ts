import { CompletionContext } from "@codemirror/autocomplete";
import { json } from "@codemirror/lang-json";
import { EditorState } from "@codemirror/state";
import { buildGraph } from "@worktrail/shared/segment/graph";
import { catalog } from "@worktrail/steps/contracts";
import { expect, test } from "vitest";
import { segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { hoverLines, jsonCompletions } from "./json-assist.ts";
import { placeInText } from "./text-place.ts";

const graph = buildGraph(
  segmentOf([step("ask", { step_type: "condition", config: { expression: "true" } }), step("b")]),
  catalog,
);
const source = { catalog, graph: () => graph };

/** `|` is the cursor. */
function at(marked: string) {
  const pos = marked.indexOf("|");
  const state = EditorState.create({ doc: marked.replace("|", ""), extensions: [json()] });
  return { state, pos };
}

function labels(marked: string): string[] {
  const { state, pos } = at(marked);
  const result = jsonCompletions(source)(new CompletionContext(state, pos, true));
  return result?.options.map(({ label }) => label) ?? [];
}

test("keys are those that the place allows and that are not there yet", () => {
  const keys = labels('{"name": "X", "steps": [{"step_id": "a", "|"}]}');
  expect(keys).toContain('"step_type"');
  expect(keys).toContain('"on_error"');
  expect(keys).not.toContain('"step_id"');
  expect(labels('{"name": "X", "|"}')).toContain('"input_schema"');
});

test("the keys of a config are those of the step's type", () => {
  const keys = labels('{"steps": [{"step_id": "a", "step_type": "http_action", "config": {"|"}}]}');
  expect(keys).toEqual(expect.arrayContaining(['"method"', '"url"', '"headers"']));
});

test("values are the choices of the schema, the types of the catalog, and the ids of this segment", () => {
  expect(labels('{"steps": [{"on_error": "|"}]}')).toEqual(['"fail"', '"continue"', '"route"']);
  expect(labels('{"steps": [{"step_type": "|"}]}')).toContain('"human_task"');
  expect(labels('{"steps": [{"step_type": "http_action", "config": {"method": "|"}}]}')).toContain('"POST"');
  expect(labels('{"steps": [{"inputs": [{"data_type": "|"}]}]}')).toContain('"datetime"');
  expect(labels('{"edges": [{"source_step": "|"}]}')).toEqual(['"ask"', '"b"']);
  expect(labels('{"edges": [{"source_step": "ask", "source_port": "|"}]}')).toEqual(['"true"', '"false"']);
  expect(labels('{"groups": [{"step_ids": ["|"]}]}')).toEqual(['"ask"', '"b"']);
  expect(labels('{"steps": [{"disabled": |}]}')).toEqual(["true", "false"]);
});

test("nothing is offered where nothing is known", () => {
  expect(labels('{"name": "|"}')).toEqual([]);
  expect(labels('{"metadata": {"|"}}')).toEqual([]);
});

test("hovering tells what a field means and what a name stands for", () => {
  const hover = (marked: string) => {
    const { state, pos } = at(marked);
    const place = placeInText(state, pos);
    return place ? hoverLines(state, place, source) : [];
  };
  expect(hover('{"steps": [{"on_e|rror": "fail"}]}').join(" ")).toMatch(/fail the run.*"route"/);
  expect(hover('{"steps": [{"step_type": "http_act|ion"}]}')[0]).toBe(catalog.http_action?.display_name);
  expect(hover('{"edges": [{"source_step": "a|sk"}]}')[0]).toBe(catalog.condition?.display_name);
  expect(hover('{"name": "anyth|ing"}')).toEqual([]);
});
