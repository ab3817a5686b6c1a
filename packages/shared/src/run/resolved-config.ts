// What each expression of a step's config became in an attempt, told again from the state of its run: a journal that
// kept every resolved config would be twice as large. Secrets are masks in here.
import { compileExpression } from "../expression/compile.ts";
import { evaluateWith } from "../expression/evaluate.ts";
import { ExpressionFailure } from "../expression/failure.ts";
import { INLINE_BUDGET } from "../expression/limits.ts";
import { Meter } from "../expression/meter.ts";
import { type VariableUse, variableUses } from "../expression/references.ts";
import type { ExpressionScope } from "../expression/scope.ts";
import { evaluateTemplateWith } from "../expression/template.ts";
import type { JsonObject, JsonValue } from "../json.ts";
import { type ConfigExpression, configExpressions } from "../segment/config-expressions.ts";
import { expressionSources } from "../segment/expression-references.ts";
import type { GraphStep, SegmentGraph } from "../segment/graph.ts";
import { secretNames } from "../segment/secret-names.ts";
import type { StoredValue } from "./events.ts";
import { stepInputs } from "./flow.ts";
import type { RunState } from "./state.ts";
import { stepScope } from "./step-scope.ts";
import { storedInputs, storedOutputs, withValuesAt } from "./stored-values.ts";

/** Stands where a secret would. */
export const SECRET_MASK = "••••••";

export type ResolvedText =
  | { readonly kind: "value"; readonly value: JsonValue }
  /** `code` is that of the expression's failure; `message` a sentence for people. */
  | { readonly kind: "failed"; readonly code: string; readonly message: string }
  /** It reads values that are kept beside the journal and are not here. */
  | { readonly kind: "needs"; readonly stored: readonly StoredValue[] }
  /** It names what only its handler knows, such as the item of a loop. */
  | { readonly kind: "later" };

export type ResolvedExpression = {
  /** JSON Pointer into the config. */
  readonly path: string;
  readonly source: string;
  readonly is_template: boolean;
  /** The secrets that it names. */
  readonly secrets: readonly string[];
  readonly result: ResolvedText;
};

export type ResolvedConfig = {
  /** In document order. */
  readonly expressions: readonly ResolvedExpression[];
  /** With its templates filled in; null while one of them is not known. */
  readonly config: JsonObject | null;
};

export type ResolveOptions = {
  /** The recorded start of the attempt, RFC 3339. */
  readonly now: string;
  /** Work units for all of it; left out, what a thread that serves people may spend. */
  readonly budget?: number;
};

/** @param state the run when the attempt started, or any time later: what flowed into a step stays the same */
export function resolveConfig(
  graph: SegmentGraph,
  state: RunState,
  step: GraphStep,
  { now, budget = INLINE_BUDGET }: ResolveOptions,
): ResolvedConfig {
  const plain = stepScope(graph, state, step, stepInputs(step, state), now);
  const secrets = Object.fromEntries(secretNames(step).map((name) => [name, SECRET_MASK]));
  const places = storedPlaces(graph, state, step);
  const meter = new Meter(budget);
  const expressions = configExpressions(step).map((found): ResolvedExpression => {
    const uses = usesOf(found);
    const named = uses.flatMap(({ name, path: [key] }) => (name === "secrets" && key ? [key.key] : []));
    const missing = places.filter((place) => uses.some((use) => reads(use, place.path)));
    const scope = found.allowsSecrets ? { ...plain, secrets } : plain;
    return {
      path: found.path,
      source: found.text,
      is_template: found.isTemplate,
      secrets: [...new Set(named)],
      result: missing.length > 0 ? needs(missing) : evaluated(found, uses, scope, meter),
    };
  });
  return { expressions, config: filledIn(step, expressions) };
}

function evaluated(
  { text, isTemplate, variables }: ConfigExpression,
  uses: readonly VariableUse[],
  scope: ExpressionScope,
  meter: Meter,
): ResolvedText {
  if (uses.some(({ name }) => variables.includes(name))) return { kind: "later" };
  try {
    const value = isTemplate ? evaluateTemplateWith(text, scope, meter) : evaluateWith(text, scope, meter);
    // An evaluation gives plain JSON or fails.
    return { kind: "value", value: value as JsonValue };
  } catch (error) {
    if (!(error instanceof ExpressionFailure)) throw error;
    return { kind: "failed", code: error.code, message: error.message };
  }
}

function usesOf(found: ConfigExpression): VariableUse[] {
  return expressionSources(found).flatMap((source) => {
    const compiled = compileExpression(source);
    return compiled.ok ? variableUses(compiled.program.syntax) : [];
  });
}

/** A value that is null in the state because it is kept beside the journal, by the name that it has in expressions. */
type StoredPlace = { readonly path: readonly string[]; readonly stored: StoredValue };

function storedPlaces(graph: SegmentGraph, state: RunState, step: GraphStep): StoredPlace[] {
  const under = (path: readonly string[], ports: Record<string, readonly StoredValue[]>): StoredPlace[] =>
    Object.entries(ports).flatMap(([port, values]) =>
      values.map((stored) => ({ path: [...path, port], stored })),
    );
  const arrived = storedInputs(step, state);
  const first = step.ports.inputs[0]?.port_id;
  return [
    ...(state.stored ?? []).flatMap((stored) =>
      stored.path === "/input" ? [{ path: ["run", "input"], stored }] : [],
    ),
    ...(first === undefined ? [] : (arrived[first] ?? [])).map((stored) => ({ path: ["data"], stored })),
    ...under(["inputs"], arrived),
    ...[...graph.steps.keys()].flatMap((step_id) =>
      under(["steps", step_id], storedOutputs(state.steps[step_id]?.stored)),
    ),
  ];
}

/** Whether a use looks at a place, into it, or at something that it is part of. */
function reads({ name, path }: VariableUse, place: readonly string[]): boolean {
  const used = [name, ...path.map(({ key }) => key)];
  return used.slice(0, place.length).every((key, index) => key === place[index]);
}

function needs(places: readonly StoredPlace[]): ResolvedText {
  const byHash = new Map(places.map(({ stored }) => [stored.hash, stored]));
  return { kind: "needs", stored: [...byHash.values()] };
}

function filledIn(step: GraphStep, expressions: readonly ResolvedExpression[]): JsonObject | null {
  const templates = expressions.filter(({ is_template }) => is_template);
  const places = templates.flatMap(({ path, result }) =>
    result.kind === "value" ? [{ path, value: result.value }] : [],
  );
  return places.length === templates.length ? withValuesAt(step.step.config ?? {}, places) : null;
}
