// A run that begins in the middle: what an earlier run recorded before a step, taken over as events.
import { type GraphStep, type SegmentGraph, upstreamOf } from "../segment/graph.ts";
import type { EventDraft, EventOf, WorktrailEvent } from "./events.ts";
import { isEager } from "./plan.ts";
import { reduceRun } from "./reduce.ts";
import type { RunState } from "./state.ts";

type OutcomeEvent = EventOf<"step.completed" | "step.failed" | "step.skipped">;
type Outcomes = ReadonlyMap<string, OutcomeEvent>;

export type RecordedStart =
  | { ok: true; last_seq: number; drafts: EventDraft[] }
  /** `problem`: what is missing, and what to do. */
  | { ok: false; problem: string };

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
): RecordedStart {
  const step = graph.steps.get(step_id);
  if (!step) return refused(`The segment has no step “${step_id}” at this revision. Choose another step.`);
  const state = reduceRun(events);
  if (!state) return refused("That run has not begun yet, so nothing of it is recorded.");
  const outcomes = keptOutcomes(graph, state, events, step_id);
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
  const drafts = graph.order.flatMap((id) => {
    const outcome = outcomes.get(id);
    const known = graph.steps.get(id);
    return outcome && known ? [takenOver(outcome, known, now)] : [];
  });
  return { ok: true, last_seq: state.last_seq, drafts };
}

const refused = (problem: string): RecordedStart => ({ ok: false, problem });

function nameOf(graph: SegmentGraph, step_id: string): string {
  return `“${graph.steps.get(step_id)?.step.name ?? step_id}”`;
}

/** The outcomes that still stand when everything from `step_id` on is done again. */
function keptOutcomes(
  graph: SegmentGraph,
  state: RunState,
  events: readonly WorktrailEvent[],
  step_id: string,
): Outcomes {
  const last = lastOutcomes(events);
  const redone = new Set([step_id]);
  for (const id of graph.order) {
    const incoming = graph.steps.get(id)?.incoming ?? [];
    if (incoming.some((edge) => redone.has(edge.source_step))) redone.add(id);
  }
  const kept = new Map<string, OutcomeEvent>();
  // Backwards, since a branch that lost a join stays lost only where that join stands.
  for (const id of graph.order.toReversed()) {
    const step = graph.steps.get(id);
    const outcome = last.get(id);
    if (!step || !outcome || redone.has(id) || !stands(state, outcome)) continue;
    const lost = outcome.event_type === "step.skipped" && outcome.payload.reason === "join_satisfied";
    if (lost && !step.outgoing.every((edge) => kept.has(edge.target_step))) continue;
    kept.set(id, outcome);
  }
  return kept;
}

function lastOutcomes(events: readonly WorktrailEvent[]): Outcomes {
  const last = new Map<string, OutcomeEvent>();
  for (const event of events) {
    if (event.event_type === "step.completed" || event.event_type === "step.skipped")
      last.set(event.step_id, event);
    if (event.event_type === "step.failed") last.set(event.step_id, event);
  }
  return last;
}

/** A failure that ended the run is no outcome to go on from, and what was opened again is not decided. */
function stands(state: RunState, { step_id }: OutcomeEvent): boolean {
  const known = state.steps[step_id];
  if (known?.status === "failed") return known.outputs !== null;
  return known?.status === "completed" || known?.status === "skipped";
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

function isLive(outcomes: Outcomes, edge: { source_step: string; source_port: string }): boolean {
  const outputs = outcomes.get(edge.source_step)?.payload.outputs ?? {};
  return Object.hasOwn(outputs, edge.source_port);
}

/** The same outcome as an event of the new run, which says where it came about. */
function takenOver(outcome: OutcomeEvent, { step }: GraphStep, timestamp: string): EventDraft {
  const { step_id, attempt, severity } = outcome;
  const about = { step_id, step_type: step.step_type, attempt, severity, timestamp };
  const recorded_in = outcome.payload.recorded_in ?? outcome.run_id;
  switch (outcome.event_type) {
    case "step.completed":
      return { ...about, event_type: outcome.event_type, payload: { ...outcome.payload, recorded_in } };
    case "step.skipped":
      return { ...about, event_type: outcome.event_type, payload: { ...outcome.payload, recorded_in } };
    case "step.failed": {
      const payload = { ...outcome.payload, recorded_in };
      return { ...about, event_type: outcome.event_type, payload, error: outcome.error };
    }
  }
}
