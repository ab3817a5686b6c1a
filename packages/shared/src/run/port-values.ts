// Values by port of two runs, next to each other. What is kept beside the journal is compared by its hash.
import type { JsonValue } from "../json.ts";
import { equalJson } from "../json-diff.ts";
import type { SegmentGraph } from "../segment/graph.ts";
import type { StoredValue } from "./events.ts";
import { stepInputs } from "./flow.ts";
import type { RunState, StepState } from "./state.ts";
import { storedInputs, storedOutputs } from "./stored-values.ts";

export type PortValues = {
  readonly values: Readonly<Record<string, JsonValue>>;
  /** By port: what is kept beside the journal, and null in `values`. */
  readonly stored: Readonly<Record<string, readonly StoredValue[]>>;
};

export type PortValue = { readonly value: JsonValue; readonly stored: readonly StoredValue[] };

export type PortPair = {
  readonly port_id: string;
  /** Null where nothing came through this port. */
  readonly left: PortValue | null;
  readonly right: PortValue | null;
};

/** Every port that has a value on one side, those of the left one first. */
export function portPairs(left: PortValues, right: PortValues): PortPair[] {
  const ports = new Set([...Object.keys(left.values), ...Object.keys(right.values)]);
  return [...ports].map((port_id) => ({ port_id, left: at(left, port_id), right: at(right, port_id) }));
}

function at({ values, stored }: PortValues, port_id: string): PortValue | null {
  if (!Object.hasOwn(values, port_id)) return null;
  return { value: values[port_id] ?? null, stored: stored[port_id] ?? [] };
}

export function samePort({ left, right }: PortPair): boolean {
  if (!left || !right) return left === right;
  return sameStored(left.stored, right.stored) && equalJson(left.value, right.value);
}

/** Of a list that several steps filled, the inline ones are in the value, which is compared by itself. */
function sameStored(left: readonly StoredValue[], right: readonly StoredValue[]): boolean {
  return left.length === right.length && left.every(({ hash }, index) => hash === right[index]?.hash);
}

export const samePorts = (left: PortValues, right: PortValues): boolean =>
  portPairs(left, right).every(samePort);

export function outputsOfStep(step: StepState | undefined): PortValues {
  return { values: step?.outputs ?? {}, stored: storedOutputs(step?.stored) };
}

/** Nothing has come in before a step was tried, nor into one that was skipped. */
export function inputsOfStep(
  { state, graph }: { state: RunState; graph: SegmentGraph },
  step_id: string,
): PortValues {
  const step = graph.steps.get(step_id);
  const own = state.steps[step_id];
  const begun = own !== undefined && own.status !== "skipped" && (own.attempts > 0 || own.outputs !== null);
  if (!step || !begun) return { values: {}, stored: {} };
  return { values: stepInputs(step, state), stored: storedInputs(step, state) };
}

/** As of a step with one port, `input`. */
export function inputOfRun({ input, stored = [] }: RunState): PortValues {
  const aside = stored.filter(({ path }) => path === "/input");
  return { values: { input }, stored: aside.length > 0 ? { input: aside } : {} };
}

/** By step. */
export function outputsOfRun({ outputs, stored }: RunState): PortValues {
  return { values: outputs ?? {}, stored: storedOutputs(stored) };
}
