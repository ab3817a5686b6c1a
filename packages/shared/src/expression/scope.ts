import { fail } from "./failure.ts";
import type { Meter } from "./meter.ts";
import { parseTimestamp } from "./time.ts";

/** What an expression can see. Everything is plain JSON; `now` is the recorded start of the step, RFC 3339. */
export type ExpressionScope = {
  data: unknown;
  inputs: Record<string, unknown>;
  steps: Record<string, Record<string, unknown>>;
  run: { id: string; input: unknown; started_at: string };
  segment: Record<string, unknown>;
  now: string;
  /** Given only for config fields that declare secrets. */
  secrets?: Record<string, string>;
  /** Further names that this field offers. */
  variables?: Readonly<Record<string, unknown>>;
};

export const SCOPE_NAMES = ["data", "inputs", "steps", "run", "segment", "now", "secrets"] as const;

export type ScopeName = (typeof SCOPE_NAMES)[number];

export function isScopeName(name: string): name is ScopeName {
  return SCOPE_NAMES.some((known) => known === name);
}

/** A name that a macro binds, and the ones around it. */
export type Local = { readonly name: string; readonly value: unknown; readonly outer: Local | null };

/** One evaluation in progress. */
export type Context = {
  readonly scope: ExpressionScope;
  readonly meter: Meter;
  readonly local: Local | null;
};

export function bind(context: Context, name: string, value: unknown): Context {
  return { scope: context.scope, meter: context.meter, local: { name, value, outer: context.local } };
}

export function readVariable(context: Context, name: string): unknown {
  for (let local = context.local; local; local = local.outer) {
    if (local.name === name) return local.value;
  }
  const { variables } = context.scope;
  if (variables && Object.hasOwn(variables, name)) return variables[name];
  if (!isScopeName(name)) {
    return fail(
      "unknown_variable",
      `There is no ${name} here. Use data, inputs, steps, run, segment or now.`,
    );
  }
  if (name === "now") return parseTimestamp(context.scope.now);
  if (name === "secrets") return context.scope.secrets ?? refuseSecrets();
  return context.scope[name] ?? null;
}

function refuseSecrets(): never {
  return fail("secrets_not_allowed", "Secrets cannot be used in this field.");
}
