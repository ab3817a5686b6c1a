// The texts of a segment that can be searched, with the place of each. What a step holds is gathered once.
import { hasTemplate } from "@worktrail/shared/expression/template";
import { type JsonObject, type JsonValue, jsonPointer } from "@worktrail/shared/json";
import type { Segment, Step } from "@worktrail/shared/segment/schema";
import type { Catalog, StepContract } from "@worktrail/shared/step/define-step";

export type FieldKind = "name" | "id" | "type" | "config" | "expression" | "note" | "port" | "text";

export type FindField = {
  /** JSON Pointer from its owner. */
  readonly path: string;
  readonly text: string;
  readonly kind: FieldKind;
  /** How a replacement is written: as text in its place, as another id that everything follows, or not at all. */
  readonly replace: "text" | "step_id" | null;
};

/** Whose field it is; `index` is its place in the segment's list. */
export type FieldOwner =
  | { readonly kind: "segment" }
  | { readonly kind: "step"; readonly index: number; readonly step_id: string }
  | { readonly kind: "note"; readonly index: number; readonly note_id: string }
  | { readonly kind: "group"; readonly index: number; readonly group_id: string }
  | { readonly kind: "edge"; readonly index: number };

const known = new WeakMap<Catalog, WeakMap<Step, readonly FindField[]>>();

export function stepFields(step: Step, catalog: Catalog): readonly FindField[] {
  const steps = known.get(catalog) ?? new WeakMap<Step, readonly FindField[]>();
  known.set(catalog, steps);
  const fields = steps.get(step) ?? gather(step, catalog);
  steps.set(step, fields);
  return fields;
}

export function segmentFields(segment: Segment): FindField[] {
  const { segment_id, name, version, description, input_schema, metadata } = segment;
  return [
    text("/name", name, "name"),
    { path: "/segment_id", text: segment_id, kind: "id", replace: null },
    text("/version", version, "text"),
    ...optional("/description", description, "text"),
    ...values(input_schema, ["input_schema"], asText),
    ...values(metadata, ["metadata"], asText),
  ];
}

export function noteFields({ text: words }: { text: string }): FindField[] {
  return [text("/text", words, "note")];
}

export function groupFields({ title }: { title: string }): FindField[] {
  return [text("/title", title, "name")];
}

/** Ports only: the ids of steps are found at the steps. */
export function edgeFields(edge: { source_port: string; target_port: string }): FindField[] {
  return [
    { path: "/source_port", text: edge.source_port, kind: "port", replace: null },
    { path: "/target_port", text: edge.target_port, kind: "port", replace: null },
  ];
}

function gather(step: Step, catalog: Catalog): FindField[] {
  const contract = Object.hasOwn(catalog, step.step_type) ? catalog[step.step_type] : undefined;
  return [
    ...optional("/name", step.name, "name"),
    { path: "/step_id", text: step.step_id, kind: "id", replace: "step_id" },
    { path: "/step_type", text: step.step_type, kind: "type", replace: null },
    ...typeName(step, contract),
    ...values(step.config, ["config"], kindIn(contract)),
    ...(["inputs", "outputs"] as const).flatMap((side) => values(step[side], [side], asPort)),
  ];
}

/** What the canvas shows of a step without a name of its own. */
function typeName(step: Step, contract: StepContract | undefined): FindField[] {
  if (step.name || !contract) return [];
  return [{ path: "/step_type", text: contract.display_name, kind: "type", replace: null }];
}

function text(path: string, value: string, kind: FieldKind): FindField {
  return { path, text: value, kind, replace: "text" };
}

function optional(path: string, value: string | undefined, kind: FieldKind): FindField[] {
  return value === undefined ? [] : [text(path, value, kind)];
}

type KindOf = (tokens: readonly string[], value: string) => FieldKind;

const asText: KindOf = () => "text";
const asPort: KindOf = () => "port";

/** Expressions are what the type says holds one, and every text with placeholders. */
function kindIn(contract: StepContract | undefined): KindOf {
  const patterns = (contract?.expressions ?? []).map((pointer) => pointer.split("/").slice(1));
  return (tokens, value) => {
    const at = tokens.slice(1);
    const isExpression = patterns.some(
      (pattern) =>
        pattern.length === at.length && pattern.every((token, index) => token === "*" || token === at[index]),
    );
    return isExpression || hasTemplate(value) ? "expression" : "config";
  };
}

/** Every value in a free object, in document order, and the names that a person gave inside it. */
function values(root: JsonValue | object | undefined, base: readonly string[], kindOf: KindOf): FindField[] {
  const found: FindField[] = [];
  if (root === undefined) return found;
  walk(root as JsonValue, base);
  return found;

  function walk(value: JsonValue, tokens: readonly string[]): void {
    const path = jsonPointer(...tokens);
    if (typeof value === "string") {
      found.push({ path, text: value, kind: kindOf(tokens, value), replace: "text" });
    } else if (typeof value === "number" || typeof value === "boolean") {
      found.push({ path, text: String(value), kind: kindOf(tokens, ""), replace: null });
    } else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) walk(item, [...tokens, String(index)]);
    } else if (value !== null) walkObject(value, tokens);
  }

  function walkObject(value: JsonObject, tokens: readonly string[]): void {
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined) continue;
      const inside = [...tokens, key];
      // The first level names fields of the type; below it, as for headers, a person named them.
      if (tokens.length === 2) {
        found.push({ path: jsonPointer(...inside), text: key, kind: kindOf(inside, ""), replace: null });
      }
      walk(item, inside);
    }
  }
}
