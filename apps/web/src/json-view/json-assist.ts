// Completion and hover for the text of a segment: fields, what they may be, and what they mean.
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import type { EditorState } from "@codemirror/state";
import type { EditorView, Tooltip } from "@codemirror/view";
import type { SegmentGraph } from "@worktrail/shared/segment/graph";
import type { Catalog } from "@worktrail/shared/step/define-step";
import { stepName } from "../canvas/step-look.ts";
import { fieldWords } from "./field-words.ts";
import { choicesOf, fieldsOf, kindWords, schemaAt } from "./schema-at.ts";
import { itemObject, membersOf, placeInText, type TextPlace, unquoted } from "./text-place.ts";

/** What names in the text can stand for; read when it is asked. */
export type AssistSource = { readonly catalog: Catalog; readonly graph: () => SegmentGraph };

export function jsonCompletions(source: AssistSource) {
  return ({ state, pos, explicit }: CompletionContext): CompletionResult | null => {
    const place = placeInText(state, pos);
    if (!place) return null;
    const bare = place.from === place.to;
    // Between words nothing opens by itself.
    if (bare && !explicit) return null;
    const options = place.writes === "key" ? keyOptions(state, place) : valueOptions(state, place, source);
    if (options.length === 0) return null;
    return { from: place.from, to: place.to, options, filter: true, validFor: /^"?[\w.-]*"?$/ };
  };
}

function keyOptions(state: EditorState, place: TextPlace): Completion[] {
  const schema = schemaAt(place.tokens, stepType(state, place));
  if (!schema) return [];
  const taken = membersOf(state, place.object);
  taken.delete(unquoted(state.sliceDoc(place.from, place.to)));
  return fieldsOf(schema)
    .filter(([key]) => !taken.has(key))
    .map(([key, part]) => ({
      label: `"${key}"`,
      apply: place.hasValue ? `"${key}"` : `"${key}": ${emptyValue(part.type)}`,
      detail: kindWords(part),
      info: wordsAt([...place.tokens, key], part) ?? "",
      type: "property",
    }));
}

function emptyValue(type: unknown): string {
  return type === "array" ? "[]" : type === "object" ? "{}" : "";
}

function valueOptions(state: EditorState, place: TextPlace, source: AssistSource): Completion[] {
  const named = namedOptions(state, place, source);
  if (named.length > 0) return named;
  const schema = schemaAt(place.tokens, stepType(state, place));
  return schema ? choicesOf(schema).map((label) => ({ label, type: "enum" })) : [];
}

/** Ids that only this segment or the catalog knows. */
function namedOptions(state: EditorState, place: TextPlace, { catalog, graph }: AssistSource): Completion[] {
  const [list, , field = ""] = place.tokens;
  if (list === "steps" && field === "step_type" && place.tokens.length === 3) {
    return Object.values(catalog).map(({ type_id, display_name, description }) => ({
      label: `"${type_id}"`,
      detail: display_name,
      info: description,
      type: "type",
    }));
  }
  if ((list === "edges" && field.endsWith("_step")) || (list === "groups" && field === "step_ids")) {
    return [...graph().steps.values()].map(({ step, contract }) => ({
      label: `"${step.step_id}"`,
      detail: stepName(step, contract),
      type: "variable",
    }));
  }
  if (list === "edges" && field.endsWith("_port")) return portOptions(state, place, field, graph());
  return [];
}

function portOptions(state: EditorState, place: TextPlace, field: string, graph: SegmentGraph): Completion[] {
  const side = field.startsWith("source") ? "source" : "target";
  const step_id = membersOf(state, place.object).get(`${side}_step`) ?? "";
  const ports = graph.steps.get(step_id)?.ports;
  return (side === "source" ? (ports?.outputs ?? []) : (ports?.inputs ?? [])).map(
    ({ port_id, data_type }) => ({ label: `"${port_id}"`, detail: data_type, type: "variable" }),
  );
}

function stepType(state: EditorState, { tokens, object }: TextPlace): string | null {
  if (tokens[0] !== "steps") return null;
  return membersOf(state, itemObject(state, object, 2)).get("step_type") ?? null;
}

function wordsAt(tokens: readonly string[], schema: { description?: unknown } | null): string | null {
  const own = fieldWords(tokens);
  if (own) return own;
  return typeof schema?.description === "string" ? schema.description : null;
}

export function jsonHover(source: AssistSource) {
  return (view: EditorView, pos: number): Tooltip | null => {
    const place = placeInText(view.state, pos);
    if (!place || place.from === place.to) return null;
    const lines = hoverLines(view.state, place, source);
    if (lines.length === 0) return null;
    return { pos: place.from, end: place.to, above: true, create: () => ({ dom: hoverBox(lines) }) };
  };
}

/** What is known of a key or of a value: its name, its kind, what it means, what it may be. */
export function hoverLines(state: EditorState, place: TextPlace, { catalog, graph }: AssistSource): string[] {
  const written = unquoted(state.sliceDoc(place.from, place.to));
  if (place.writes === "value") {
    const [list, , field = ""] = place.tokens;
    const contract = list === "steps" && field === "step_type" ? catalog[written] : undefined;
    if (contract) return [contract.display_name, contract.description];
    const step = list === "edges" && field.endsWith("_step") ? graph().steps.get(written) : undefined;
    return step ? [stepName(step.step, step.contract), step.contract?.description ?? ""] : [];
  }
  const tokens = [...place.tokens, written];
  const schema = schemaAt(tokens, stepType(state, { ...place, tokens }));
  const words = wordsAt(tokens, schema);
  const title = typeof schema?.title === "string" ? schema.title : written;
  const choices = schema ? choicesOf(schema) : [];
  const kind = schema ? kindWords(schema) : "";
  if (!words && choices.length === 0 && !kind) return [];
  const allowed = choices.length > 0 ? `One of ${choices.slice(0, 12).join(", ")}.` : "";
  return [kind ? `${title} (${kind})` : title, words ?? "", allowed].filter(Boolean);
}

function hoverBox(lines: readonly string[]): HTMLElement {
  const box = document.createElement("div");
  box.className = "cm-json-hover";
  for (const [index, line] of lines.entries()) {
    const row = document.createElement(index === 0 ? "strong" : "p");
    row.textContent = line;
    box.append(row);
  }
  return box;
}
