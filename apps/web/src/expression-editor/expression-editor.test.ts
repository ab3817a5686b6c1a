import { ensureSyntaxTree } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { highlightTree, tagHighlighter, tags } from "@lezer/highlight";
import { buildGraph } from "@worktrail/shared/segment/graph";
import type { Segment } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import { expect, test } from "vitest";
import { celLanguage, templateLanguage } from "./cel-tokens.ts";
import { completionsAt } from "./expression-completions.ts";
import { expressionDiagnostics } from "./expression-diagnostics.ts";
import { namesInScope } from "./names-in-scope.ts";

const segment: Segment = {
  segment_id: "orders",
  name: "Orders",
  version: "1.0.0",
  input_schema: { type: "object", properties: { base_url: { type: "string", description: "Where to ask" } } },
  steps: [
    { step_id: "fetch", step_type: "http_action", config: { url: "https://example.com" } },
    {
      step_id: "shape",
      step_type: "transform",
      config: { expression: "data" },
      outputs: [
        {
          port_id: "output",
          data_type: "object",
          schema: { type: "object", properties: { total: { type: "number" } } },
        },
      ],
    },
    { step_id: "check", step_type: "condition", config: { expression: "data.total > 1" } },
    { step_id: "aside", step_type: "transform", config: { expression: "data" } },
  ],
  edges: [
    { source_step: "fetch", source_port: "output", target_step: "shape", target_port: "input" },
    { source_step: "shape", source_port: "output", target_step: "check", target_port: "input" },
  ],
};
const graph = buildGraph(segment, catalog);
const atCheck = namesInScope(graph, "check", false);
const labels = (text: string, mode: "expression" | "template" = "expression", names = atCheck) =>
  completionsAt(text, text.length, mode, names)?.options.map((option) => option.label) ?? [];

test("only upstream steps are in scope, each with its output ports", () => {
  expect(atCheck.check.known_steps).toEqual({ fetch: ["output", "response"], shape: ["output"] });
  expect(labels("steps.")).toEqual(["fetch", "shape"]);
  expect(labels("steps.fetch.")).toEqual(["output", "response"]);
});

test("data has the fields that the connected port's schema promises", () => {
  expect(labels("data.")).toContain("total");
});

test("a step with nothing before it is offered the fields of the run's input", () => {
  expect(labels("data.", "expression", namesInScope(graph, "fetch", false))).toContain("base_url");
  expect(labels("run.input.")).toContain("base_url");
});

test("secrets are offered only where the field allows them", () => {
  expect(labels("sec")).not.toContain("secrets");
  expect(labels("sec", "expression", namesInScope(graph, "fetch", true))).toContain("secrets");
});

test("the options at a half-typed word are those of its start, so that deleting letters widens the list again", () => {
  const typed = completionsAt("su", 2, "expression", atCheck);
  expect(typed?.from).toBe(0);
  expect(typed?.options.map((option) => option.label)).toEqual(expect.arrayContaining(["sum", "data"]));
});

test("a template offers names inside its placeholders and nothing outside", () => {
  expect(labels("Hello {{ steps.", "template")).toEqual(["fetch", "shape"]);
  expect(labels("Hello steps.", "template")).toEqual([]);
  expect(labels("{{ data }} steps.", "template")).toEqual([]);
});

test("numbers and texts are not completed", () => {
  expect(labels("12")).toEqual([]);
  expect(labels('"da')).toEqual([]);
});

test("a mistake is marked under the word that makes it", () => {
  const [problem, ...more] = expressionDiagnostics("steps.fetsh.output", "expression", atCheck);
  expect(more).toEqual([]);
  expect("steps.fetsh.output".slice(problem?.from, problem?.to)).toBe("fetsh");
  expect(problem?.message).toContain("Did you mean fetch?");
});

test("a mistake in a placeholder is marked at its place in the whole text", () => {
  const text = "Dear {{ steps.nobody.output }},";
  const [problem] = expressionDiagnostics(text, "template", atCheck);
  expect(text.slice(problem?.from, problem?.to)).toBe("nobody");
});

test("every mark covers at least one character that exists, also at the end of the text", () => {
  for (const source of ["data.", "data +", "(", '"a', "{{", "1 1"]) {
    for (const mode of ["expression", "template"] as const) {
      for (const { from, to } of expressionDiagnostics(source, mode, atCheck)) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeGreaterThan(from);
        expect(to).toBeLessThanOrEqual(source.length);
      }
    }
  }
});

test("an empty field has no mistake under it", () => {
  expect(expressionDiagnostics("  ", "expression", atCheck)).toEqual([]);
});

const KINDS = tagHighlighter([
  { tag: tags.string, class: "string" },
  { tag: tags.number, class: "number" },
  { tag: tags.keyword, class: "keyword" },
  { tag: tags.propertyName, class: "root" },
  { tag: tags.function(tags.variableName), class: "call" },
  { tag: tags.bracket, class: "brace" },
]);

function coloured(text: string, language: typeof celLanguage): string[] {
  const state = EditorState.create({ doc: text, extensions: [language] });
  const tree = ensureSyntaxTree(state, text.length, 1000);
  const words: string[] = [];
  if (tree) highlightTree(tree, KINDS, (from, to, kind) => words.push(`${kind}:${text.slice(from, to)}`));
  return words;
}

test("an expression is coloured by what its words are", () => {
  expect(coloured('sum(data.items) > 10 && name == "x"', celLanguage)).toEqual([
    "call:sum",
    "root:data",
    "number:10",
    'string:"x"',
  ]);
});

test("a template is coloured only inside its placeholders, past braces of maps and texts", () => {
  expect(coloured('data {{ {"a": "}}"} }} data', templateLanguage)).toEqual([
    "brace:{{",
    'string:"a"',
    'string:"}}"',
    "brace:}}",
  ]);
});
