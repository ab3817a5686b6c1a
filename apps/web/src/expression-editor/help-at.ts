// What is known of the word at a place: a function's signature, a name's kind and the value seen there.
import { compileExpression } from "@worktrail/shared/expression/compile";
import { type FieldSource, fieldsAt, shapeAt, typeOfShape } from "@worktrail/shared/expression/fields";
import { functionReferences } from "@worktrail/shared/expression/functions/reference";
import { type VariableUse, variableUses } from "@worktrail/shared/expression/references";
import { parseTemplate } from "@worktrail/shared/expression/template";
import type { JsonValue } from "@worktrail/shared/json";
import type { ExpressionMode } from "./expression-diagnostics.ts";

export type Help = {
  readonly from: number;
  readonly to: number;
  /** In the language: a signature, or a name with its kind. */
  readonly title: string;
  readonly text: string;
  /** What was seen there; left out where nothing was. */
  readonly value?: JsonValue;
};

export function helpAt(
  source: string,
  position: number,
  mode: ExpressionMode,
  context: FieldSource,
): Help | null {
  const inside = mode === "expression" ? { source, start: 0 } : placeholderAt(source, position);
  if (!inside) return null;
  const at = position - inside.start;
  const help = functionHelp(inside.source, at) ?? nameHelp(inside.source, at, context);
  return help && { ...help, from: help.from + inside.start, to: help.to + inside.start };
}

function placeholderAt(text: string, position: number): { source: string; start: number } | null {
  const parsed = parseTemplate(text);
  if (!parsed.ok) return null;
  const found = parsed.segments.find((part) => part.start <= position && position <= part.end);
  return found?.kind === "expression" ? found : null;
}

function functionHelp(source: string, position: number): Help | null {
  for (const match of source.matchAll(/([A-Za-z_]\w*)\s*\(/g)) {
    const to = match.index + (match[1]?.length ?? 0);
    if (position < match.index || position > to) continue;
    const known = functionReferences.find(({ name }) => name === match[1]);
    if (!known) return null;
    const text = `${known.doc} Example: ${known.example}`;
    return { from: match.index, to, title: known.signature, text };
  }
  return null;
}

function nameHelp(source: string, position: number, context: FieldSource): Help | null {
  const compiled = compileExpression(source);
  if (!compiled.ok) return null;
  for (const use of variableUses(compiled.program.syntax)) {
    const keys = keysUpTo(use, position);
    if (!keys) continue;
    const last = use.path[keys.length - 2];
    const place = last ?? use;
    const shape = shapeAt(keys, context);
    const own = fieldsAt(keys.slice(0, -1), context).find(({ name }) => name === keys.at(-1));
    const type = shape ? typeOfShape(shape) : (own?.type ?? ROOT_TYPES[use.name]);
    const text = keys.length === 1 ? (ROOTS[use.name] ?? "") : (own?.info ?? "");
    if (type === undefined && text === "") return null;
    return {
      from: place.start,
      to: place.end,
      title: `${keys.join(".")}: ${type ?? "any"}`,
      text,
      // What is seen comes from JSON.
      ...(shape?.sample !== undefined && { value: shape.sample as JsonValue }),
    };
  }
  return null;
}

/** The names from the root to the one that the position is in; null where it is in none. */
function keysUpTo(use: VariableUse, position: number): string[] | null {
  const isIn = ({ start, end }: { start: number; end: number }) => start <= position && position <= end;
  if (isIn(use)) return [use.name];
  const index = use.path.findIndex(isIn);
  return index === -1 ? null : [use.name, ...use.path.slice(0, index + 1).map(({ key }) => key)];
}

const ROOTS: Readonly<Record<string, string>> = {
  data: "The value on the first input port of this step.",
  inputs: "The values on the input ports, by port.",
  steps: "The outputs of earlier steps, as steps.<step>.<port>.",
  run: "The run: id, input and started_at.",
  segment: "This segment: segment_id, name, version and params.",
  now: "When this step started.",
  secrets: "The secrets of the organisation, by name. Their values stay on the server.",
};
const ROOT_TYPES: Readonly<Record<string, string>> = {
  inputs: "map",
  steps: "map",
  run: "map",
  segment: "map",
  now: "timestamp",
  secrets: "map",
};
