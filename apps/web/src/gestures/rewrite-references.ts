// Follows renamed steps through the expressions of a config.
import { compileExpression } from "@worktrail/shared/expression/compile";
import { variableUses } from "@worktrail/shared/expression/references";
import { parseTemplate } from "@worktrail/shared/expression/template";
import type { JsonObject, JsonValue } from "@worktrail/shared/json";
import { configExpressions } from "@worktrail/shared/segment/config-expressions";
import { buildGraph } from "@worktrail/shared/segment/graph";
import type { Segment, Step } from "@worktrail/shared/segment/schema";
import type { Catalog } from "@worktrail/shared/step/define-step";

export type Renames = ReadonlyMap<string, string>;

/**
 * Every `steps.<old>` in the configs of these steps, renamed. What does not parse is left as it is: validation
 * names it. Steps without such a reference keep their identity.
 */
export function rewriteReferences(steps: readonly Step[], renames: Renames, catalog: Catalog): Step[] {
  const mentioned = [...renames.keys()];
  const suspects = steps.filter((step) => {
    const text = JSON.stringify(step.config ?? {});
    return text.includes("steps") && mentioned.some((id) => text.includes(id));
  });
  if (suspects.length === 0) return [...steps];
  const rewritten = new Map(suspects.map((step) => [step, rewriteStep(step, renames, catalog)]));
  return steps.map((step) => rewritten.get(step) ?? step);
}

function rewriteStep(step: Step, renames: Renames, catalog: Catalog): Step {
  const alone: Segment = { segment_id: "s", name: "s", version: "1.0.0", steps: [step] };
  const node = buildGraph(alone, catalog).steps.get(step.step_id);
  let config = step.config;
  for (const { path, text, isTemplate } of node ? configExpressions(node) : []) {
    const next = isTemplate ? rewriteTemplate(text, renames) : rewriteExpression(text, renames);
    if (next !== text && config) config = setAt(config, path, next);
  }
  return config && config !== step.config ? { ...step, config } : step;
}

export function rewriteExpression(source: string, renames: Renames): string {
  const compiled = compileExpression(source);
  if (!compiled.ok) return source;
  const edits = variableUses(compiled.program.syntax).flatMap((use) => {
    const first = use.name === "steps" ? use.path[0] : undefined;
    const to = first && renames.get(first.key);
    return first && to ? [{ start: first.start, end: first.end, to }] : [];
  });
  let text = source;
  for (const { start, end, to } of edits.sort((a, b) => b.start - a.start)) {
    const quote = /^["']/.exec(text.slice(start, end))?.[0] ?? "";
    text = text.slice(0, start) + quote + to + quote + text.slice(end);
  }
  return text;
}

function rewriteTemplate(text: string, renames: Renames): string {
  const parsed = parseTemplate(text);
  if (!parsed.ok) return text;
  return parsed.segments
    .map((part) => (part.kind === "text" ? part.text : `{{${rewriteExpression(part.source, renames)}}}`))
    .join("");
}

function setAt(config: JsonObject, pointer: string, value: string): JsonObject {
  const tokens = pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
  const [first, ...rest] = tokens;
  return first === undefined ? config : { ...config, [first]: setIn(config[first] ?? null, rest, value) };
}

function setIn(at: JsonValue, tokens: readonly string[], value: string): JsonValue {
  const [first, ...rest] = tokens;
  if (first === undefined) return value;
  if (Array.isArray(at)) return at.with(Number(first), setIn(at[Number(first)] ?? null, rest, value));
  if (at === null || typeof at !== "object") return at;
  return { ...at, [first]: setIn(at[first] ?? null, rest, value) };
}
