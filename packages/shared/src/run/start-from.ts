// A run that begins in the middle: what an earlier run recorded before a step, taken over as events.
import { type GraphStep, type SegmentGraph, upstreamOf } from "../segment/graph.ts";
import type { EventDraft, WorktrailEvent } from "./events.ts";
import {
  type Given,
  isLive,
  nameOf,
  type OutcomeDraft,
  type Outcomes,
  recordedOutcomes,
  withGiven,
} from "./outcomes.ts";
import { isEager } from "./plan.ts";
import { reduceRun } from "./reduce.ts";
import { type Begun, stepAlone } from "./start-part.ts";

export type RecordedStart =
  | { ok: true; last_seq: number; drafts: EventDraft[] }
  /** `problem`: what is missing, and what to do. */
  | { ok: false; problem: string };

export type StartFromOptions = {
  /** What steps before gave, in other words than they were recorded. */
  given?: Given;
  /** Nothing behind the step runs. */
  alone?: boolean;
};

/**
 * What a run that starts from `step_id` begins with: the outcome of every step that is neither that step nor behind
 * it. Folded behind `segment.started`, they make the plan go on as if the run had come there by itself. Steps without
 * an outcome that do not lead there start anew.
 *
 * @param graph of the segment that is to run now; it may be another revision than the one that `events` tell of
 * @param events the whole journal of the earlier run, as far as it is known
 * @param now RFC 3339
 */
export function startFrom(
  graph: SegmentGraph,
  events: readonly WorktrailEvent[],
  step_id: string,
  now: string,
  { given = {}, alone = false }: StartFromOptions = {},
): RecordedStart {
  const step = graph.steps.get(step_id);
  if (!step) return refused(`The segment has no step “${step_id}” at this revision. Choose another step.`);
  const state = reduceRun(events);
  if (!state) return refused("That run has not begun yet, so nothing of it is recorded.");
  const before = upstreamOf(graph, step_id);
  const unused = Object.keys(given).find((id) => !before.has(id));
  if (unused !== undefined)
    return refused(
      `${nameOf(graph, unused)} does not come before ${nameOf(graph, step_id)}, so what is given for it would not be used.`,
    );
  const recorded = recordedOutcomes(graph, events, state, now);
  const known = withGiven(graph, recorded, given, now);
  const begun = alone ? stepAlone(graph, step_id, known, now) : goOnFrom(graph, step, known);
  return begun.ok ? { ok: true, last_seq: state.last_seq, drafts: begun.drafts } : begun;
}

function goOnFrom(graph: SegmentGraph, step: GraphStep, known: Outcomes): Begun {
  const { step_id } = step.step;
  const outcomes = keptOutcomes(graph, known, step_id);
  const missing = missingBefore(graph, outcomes, step);
  if (missing !== null) {
    const name = nameOf(graph, missing);
    return refused(
      `${name} comes before ${nameOf(graph, step_id)}, and that run has no outcome of it. Start from ${name}, or from a step before it.`,
    );
  }
  if (step.incoming.length > 0 && !step.incoming.some((edge) => isLive(outcomes, edge)))
    return refused(
      `That run never came to ${nameOf(graph, step_id)}: every path to it ended before. Choose a step that ran.`,
    );
  return { ok: true, drafts: graph.order.flatMap((id) => outcomes.get(id) ?? []) };
}

const refused = (problem: string) => ({ ok: false as const, problem });

/** The outcomes that still stand when everything from `step_id` on is done again. */
function keptOutcomes(graph: SegmentGraph, known: Outcomes, step_id: string): Outcomes {
  const redone = new Set([step_id]);
  for (const id of graph.order) {
    const incoming = graph.steps.get(id)?.incoming ?? [];
    if (incoming.some((edge) => redone.has(edge.source_step))) redone.add(id);
  }
  const kept = new Map<string, OutcomeDraft>();
  // Backwards, since a branch that lost a join stays lost only where that join stands.
  for (const id of graph.order.toReversed()) {
    const step = graph.steps.get(id);
    const outcome = known.get(id);
    if (!step || !outcome || redone.has(id)) continue;
    const lost = outcome.event_type === "step.skipped" && outcome.payload.reason === "join_satisfied";
    if (lost && !step.outgoing.every((edge) => kept.has(edge.target_step))) continue;
    kept.set(id, outcome);
  }
  return kept;
}

/** The first step before `step` that would have to run before it; null where nothing is missing. */
function missingBefore(graph: SegmentGraph, outcomes: Outcomes, step: GraphStep): string | null {
  const { step_id } = step.step;
  const before = upstreamOf(graph, step_id);
  const goesOnAlready = isEager(step) && step.incoming.some((edge) => isLive(outcomes, edge));
  const awaited = new Set(goesOnAlready ? [] : [step_id]);
  let missing: string | null = null;
  for (const id of graph.order.toReversed()) {
    if (!before.has(id)) continue;
    const known = graph.steps.get(id);
    if (!known) continue;
    if (outcomes.has(id)) {
      // A join that took what came first does not wait for the branches that lost.
      if (!isEager(known)) awaited.add(id);
      continue;
    }
    if (!known.outgoing.some((edge) => awaited.has(edge.target_step))) continue;
    awaited.add(id);
    missing = id;
  }
  return missing;
}
