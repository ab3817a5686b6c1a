// What is known of steps before a run begins, as the events that it begins with.
import { jsonPointer } from "../json.ts";
import type { GraphStep, SegmentGraph } from "../segment/graph.ts";
import { portValueProblem } from "../segment/port-type.ts";
import type { Edge } from "../segment/schema.ts";
import type { EventDraft, EventOf, GivenOutputs, WorktrailEvent } from "./events.ts";
import type { RunState } from "./state.ts";

type OutcomeEvent = EventOf<"step.completed" | "step.failed" | "step.skipped">;
export type OutcomeDraft = Extract<EventDraft, { event_type: OutcomeEvent["event_type"] }>;
export type Outcomes = ReadonlyMap<string, OutcomeDraft>;
/** What steps give without being executed, by step. */
export type Given = Readonly<Record<string, GivenOutputs>>;

/** The outcomes of an earlier run that still stand, for the steps that the graph has. */
export function recordedOutcomes(
  graph: SegmentGraph,
  events: readonly WorktrailEvent[],
  state: RunState,
  now: string,
): Outcomes {
  const last = new Map<string, OutcomeEvent>();
  for (const event of events) {
    if (event.event_type === "step.completed" || event.event_type === "step.skipped")
      last.set(event.step_id, event);
    if (event.event_type === "step.failed") last.set(event.step_id, event);
  }
  const outcomes = new Map<string, OutcomeDraft>();
  for (const [step_id, event] of last) {
    const step = graph.steps.get(step_id);
    if (step && stands(state, event)) outcomes.set(step_id, takenOver(event, step, now));
  }
  return outcomes;
}

/**
 * A failure that ended the run is no outcome to go on from, what was opened again is not decided, and what nobody
 * asked for was never tried.
 */
function stands(state: RunState, { step_id }: OutcomeEvent): boolean {
  const known = state.steps[step_id];
  if (known?.status === "failed") return known.outputs !== null;
  if (known?.status === "skipped") return known.skip_reason !== "not_asked";
  return known?.status === "completed";
}

/** The same outcome as an event of the new run, which says where it came about. */
function takenOver(outcome: OutcomeEvent, { step }: GraphStep, timestamp: string): OutcomeDraft {
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

/** The outcomes, and over them what is given: port by port, so that what nobody typed stays as it was recorded. */
export function withGiven(graph: SegmentGraph, known: Outcomes, given: Given, now: string): Outcomes {
  const outcomes = new Map(known);
  for (const [step_id, { outputs, as }] of Object.entries(given)) {
    const step_type = graph.steps.get(step_id)?.step.step_type;
    if (step_type === undefined) continue;
    const all = { ...known.get(step_id)?.payload.outputs, ...outputs };
    outcomes.set(step_id, {
      ...{ step_id, step_type, attempt: 1, severity: "info", timestamp: now },
      event_type: "step.completed",
      payload: { outputs: all, given_as: as },
    });
  }
  return outcomes;
}

/** What is wrong with given outputs, as a sentence with its place; null where nothing is. */
export function givenProblem(graph: SegmentGraph, given: Given): { path: string; problem: string } | null {
  for (const [step_id, { outputs }] of Object.entries(given)) {
    const step = graph.steps.get(step_id);
    const path = jsonPointer("given", step_id);
    if (!step)
      return { path, problem: `The segment has no step “${step_id}”, so nothing can be given for it.` };
    for (const [port_id, value] of Object.entries(outputs)) {
      const port = step.ports.outputs.find((one) => one.port_id === port_id);
      const at = jsonPointer("given", step_id, "outputs", port_id);
      const names = step.ports.outputs.map((one) => one.port_id).join(", ");
      if (!port)
        return {
          path: at,
          problem: `${nameOf(graph, step_id)} has no output “${port_id}”. Its outputs are: ${names}.`,
        };
      const misfit = portValueProblem(port, value);
      if (misfit !== null)
        return { path: at, problem: `What is given for ${nameOf(graph, step_id)} does not fit. ${misfit}` };
    }
  }
  return null;
}

export function isLive(outcomes: Outcomes, edge: Pick<Edge, "source_step" | "source_port">): boolean {
  const outputs = outcomes.get(edge.source_step)?.payload.outputs ?? {};
  return Object.hasOwn(outputs, edge.source_port);
}

export function nameOf(graph: SegmentGraph, step_id: string): string {
  return `“${graph.steps.get(step_id)?.step.name ?? step_id}”`;
}
