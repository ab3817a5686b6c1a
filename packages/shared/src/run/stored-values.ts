// Large values leave the text of an event and stand beside it, found by hash. Here: where they stood, in an event and in
// the state that is folded from it. An event with its values in place folds to the same state, but for the values.
import { isJsonObject, type JsonValue, jsonPointer } from "../json.ts";
import type { GraphStep } from "../segment/graph.ts";
import type { GivenOutputs, StoredValue, WorktrailEvent } from "./events.ts";
import type { StepEvent } from "./reduce-step.ts";
import type { RunState, StepState } from "./state.ts";

export type Place = { path: string; value: JsonValue };

/** The places of an event that hold values of any size: what flows, and what is asked. `path` is a JSON Pointer. */
export function valuePlaces(event: WorktrailEvent): Place[] {
  const { payload } = event;
  const within = (path: readonly string[], values: object | undefined): Place[] =>
    Object.entries(values ?? {}).map(([key, value]) => ({
      path: jsonPointer("payload", ...path, key),
      value,
    }));
  if ("input" in payload) return [...within([], { input: payload.input }), ...givenPlaces(payload.given)];
  if ("outputs" in payload) return within(["outputs"], payload.outputs);
  if ("task" in payload) return within(["task"], { data: payload.task.data });
  if ("plan" in payload && payload.plan) return within(["plan", "inputs"], payload.plan.inputs);
  if (event.event_type === "action.completed" && event.payload.child)
    return within(["child"], { output: event.payload.child.output });
  return [];
}

function givenPlaces(given: Readonly<Record<string, GivenOutputs>> = {}): Place[] {
  return Object.entries(given).flatMap(([step_id, { outputs }]) =>
    Object.entries(outputs).map(([port_id, value]) => ({
      path: jsonPointer("payload", "given", step_id, "outputs", port_id),
      value,
    })),
  );
}

/** Puts values at their places, copying what is on the way; a place that is not there is passed over. */
export function withValuesAt<Root extends object>(
  root: Root,
  places: readonly { path: string; value: JsonValue }[],
): Root {
  return places.reduce((copy, { path, value }) => replaced(copy, tokensOf(path), value), root);
}

function replaced<Root extends object>(
  root: Root,
  [token, ...rest]: readonly string[],
  value: JsonValue,
): Root {
  if (token === undefined || !Object.hasOwn(root, token)) return root;
  const inner: unknown = Reflect.get(root, token);
  const next = rest.length === 0 ? value : isContainer(inner) ? replaced(inner, rest, value) : inner;
  // A copy of the same shape, one place of it another value.
  const copy = (Array.isArray(root) ? [...root] : { ...root }) as Root;
  Reflect.set(copy, token, next);
  return copy;
}

const isContainer = (value: unknown): value is object => Array.isArray(value) || isJsonObject(value);

const tokensOf = (path: string): string[] =>
  path
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));

/** Notes in a step where the values stood that its new event keeps beside it, and forgets those that are gone. */
export function noteStored(before: StepState | null, after: StepState, event: StepEvent): StepState {
  if (event.stored === undefined && before?.stored === undefined) return after;
  const added = (event.stored ?? []).flatMap((one) => {
    const path = placeInStep(after, event, one.path);
    return path === null ? [] : [{ ...one, path }];
  });
  const kept = (before?.stored ?? []).filter(({ path }) => {
    const holder = holderOf(after, path);
    if (holder === null || holder !== (before && holderOf(before, path))) return false;
    return !added.some((one) => one.path === path);
  });
  const { stored: _, ...rest } = after;
  return kept.length + added.length === 0 ? rest : { ...rest, stored: [...kept, ...added] };
}

/** What has to be the same object for a value in it to be the same. */
function holderOf(step: StepState, path: string): object | null {
  const [first, second, third] = tokensOf(path);
  if (first === "outputs") return step.outputs;
  if (first === "task") return step.task?.request ?? null;
  if (second === "plan") return step.children?.plan ?? null;
  return step.children?.runs[Number(third)] ?? null;
}

/** Where a value of an event is in the step; null for one that the step does not keep. */
function placeInStep(step: StepState, { payload }: StepEvent, path: string): string | null {
  const [, field = "", ...rest] = tokensOf(path);
  if (field === "outputs")
    return "outputs" in payload && step.outputs === payload.outputs ? jsonPointer("outputs", ...rest) : null;
  if (field === "task") return step.task ? jsonPointer("task", "request", ...rest) : null;
  const { children } = step;
  if (!children?.plan) return null;
  if (field === "plan") return jsonPointer("children", "plan", ...rest);
  // A loop drops each output for the next one; its state keeps them in full.
  if (children.plan.mode === "until" || !("child" in payload) || !payload.child) return null;
  const { run_id } = payload.child;
  const index = children.runs.findIndex((run) => run.run_id === run_id && run.status === "completed");
  return index === -1 ? null : jsonPointer("children", "runs", index, "output");
}

/** Where a value of an event that begins or ends a run is in its state. */
export const notedInRun = (stored: readonly StoredValue[]): StoredValue[] =>
  stored.map((one) => ({ ...one, path: one.path.replace(/^\/payload/, "") }));

/** Every value of a state that is kept beside the journal; `path` is a JSON Pointer into the state. */
export function storedIn(state: RunState): StoredValue[] {
  const inSteps = Object.entries(state.steps).flatMap(([step_id, { stored = [] }]) =>
    stored.map((one) => ({ ...one, path: jsonPointer("steps", step_id) + one.path })),
  );
  return [...(state.stored ?? []), ...inSteps];
}

/** The state as it is without its large values: null where each of them stood. */
export function withoutStored(state: RunState): RunState {
  return withValuesAt(
    state,
    storedIn(state).map(({ path }) => ({ path, value: null })),
  );
}

/** Puts values back by their hashes; where one is missing, null stays. */
export function withStored<Root extends object>(
  root: Root,
  stored: readonly StoredValue[],
  values: ReadonlyMap<string, JsonValue>,
): Root {
  return withValuesAt(
    root,
    stored.flatMap(({ path, hash }) => {
      const value = values.get(hash);
      return value === undefined ? [] : [{ path, value }];
    }),
  );
}

/** Which ports of a step got a value that is kept beside the journal; a list of several values is told by each of them. */
export function storedInputs(step: GraphStep, state: RunState): Record<string, StoredValue[]> {
  if (step.incoming.length === 0) {
    const first = step.ports.inputs[0];
    const input = (state.stored ?? []).filter(({ path }) => path === "/input");
    return first && input.length > 0 ? { [first.port_id]: input } : {};
  }
  const found: Record<string, StoredValue[]> = {};
  for (const { source_step, source_port, target_port } of step.incoming) {
    const path = jsonPointer("outputs", source_port);
    for (const one of state.steps[source_step]?.stored ?? [])
      if (one.path === path) found[target_port] = [...(found[target_port] ?? []), one];
  }
  return found;
}

/** Of what a step or a run keeps beside the journal, its outputs: by port, or by step. */
export function storedOutputs(stored: readonly StoredValue[] = []): Record<string, StoredValue[]> {
  return Object.fromEntries(
    stored.flatMap((one) => {
      const [field, key] = tokensOf(one.path);
      return field === "outputs" && key !== undefined ? [[key, [one]]] : [];
    }),
  );
}
