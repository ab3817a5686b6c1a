// A run of a part of its segment: one step alone, or everything up to a step. What is not of it is skipped at once.
import { configExpressions } from "../segment/config-expressions.ts";
import { expressionReferences } from "../segment/expression-references.ts";
import { type GraphStep, type SegmentGraph, upstreamOf } from "../segment/graph.ts";
import type { RunPart } from "./events.ts";
import { type Given, isLive, nameOf, type OutcomeDraft, type Outcomes, withGiven } from "./outcomes.ts";
import { isEager } from "./plan.ts";

export type Begun =
  | { ok: true; drafts: OutcomeDraft[] }
  /** `problem`: what is missing, and what to do. */
  | { ok: false; problem: string };

/**
 * What a run of a part begins with, and what is left to be given when it is a step's turn.
 *
 * @param given outputs in place of executing: of steps before a step that runs alone, or of any step up to here
 * @param now RFC 3339
 */
export function startPart(
  graph: SegmentGraph,
  { kind, step_id }: RunPart,
  given: Given,
  now: string,
): Begun & { given: Given } {
  if (kind === "step")
    return { ...stepAlone(graph, step_id, withGiven(graph, new Map(), given, now), now), given: {} };
  if (!graph.steps.has(step_id)) return { ...noStep(step_id), given: {} };
  const asked = upstreamOf(graph, step_id).add(step_id);
  const left = Object.entries(given).filter(([id]) => asked.has(id));
  const drafts = graph.order.flatMap((id) => (asked.has(id) ? [] : notAsked(graph.steps.get(id), now)));
  return { ok: true, drafts, given: Object.fromEntries(left) };
}

/** What a run of one step begins with: what is known of the steps before it. @param now RFC 3339 */
export function stepAlone(graph: SegmentGraph, step_id: string, known: Outcomes, now: string): Begun {
  const step = graph.steps.get(step_id);
  if (!step) return noStep(step_id);
  const missing = missingFor(step, known);
  const name = nameOf(graph, step_id);
  if (missing !== null) {
    const problem = `${name} needs what ${nameOf(graph, missing)} gives, and nothing of that is known. Type it, pin it, or run until here.`;
    return { ok: false, problem };
  }
  if (step.incoming.length > 0 && !step.incoming.some((edge) => isLive(known, edge)))
    return {
      ok: false,
      problem: `Nothing arrives at ${name}: every path to it ended before. Type what arrives.`,
    };
  const before = upstreamOf(graph, step_id);
  const drafts = graph.order.flatMap((id) => {
    if (id === step_id) return [];
    const outcome = before.has(id) ? known.get(id) : undefined;
    return outcome ? [outcome] : notAsked(graph.steps.get(id), now);
  });
  return { ok: true, drafts };
}

const noStep = (step_id: string) => ({
  ok: false as const,
  problem: `The segment has no step “${step_id}” at this revision. Choose another step.`,
});

/** A step whose outcome this one cannot do without; null where there is none. */
function missingFor(step: GraphStep, known: Outcomes): string | null {
  const goesOn = isEager(step) && step.incoming.some((edge) => isLive(known, edge));
  const needed = neededValues(step).filter(
    ({ into, isOptional }) => !isOptional && !(goesOn && into.length > 0),
  );
  return needed.find(({ step_id }) => !known.has(step_id))?.step_id ?? null;
}

function notAsked(step: GraphStep | undefined, timestamp: string): OutcomeDraft[] {
  if (!step) return [];
  const { step_id, step_type } = step.step;
  const about = { step_id, step_type, attempt: 1, severity: "info" as const, timestamp };
  return [{ ...about, event_type: "step.skipped", payload: { reason: "not_asked" } }];
}

/** An output of another step that a step reads. */
export type NeededValue = {
  readonly step_id: string;
  readonly port_id: string;
  /** The ports of the step that it arrives at; empty for what only its expressions name. */
  readonly into: readonly string[];
  /** The expression asks whether it is there. */
  readonly isOptional: boolean;
};

/** Everything that a step reads of other steps: what arrives first, then what its expressions name, each once. */
export function neededValues(step: GraphStep): NeededValue[] {
  const found = new Map<string, NeededValue>();
  for (const { source_step: step_id, source_port: port_id, target_port } of step.incoming) {
    const key = `${step_id}.${port_id}`;
    const into = [...(found.get(key)?.into ?? []), target_port];
    found.set(key, { step_id, port_id, into, isOptional: false });
  }
  for (const { step_id, port_id, isOptional } of configExpressions(step).flatMap(expressionReferences)) {
    const key = `${step_id}.${port_id ?? ""}`;
    if (port_id === null || found.has(key)) continue;
    found.set(key, { step_id, port_id, into: [], isOptional });
  }
  return [...found.values()];
}
