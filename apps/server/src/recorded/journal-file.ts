// A recorded journal as a file: the segment, then each event with what was to be done next, then the state at the end.
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { planRun } from "@worktrail/shared/run/plan";
import { reduceRun } from "@worktrail/shared/run/reduce";
import { decideFailure } from "@worktrail/shared/run/retry";
import { nextWake, type RunState } from "@worktrail/shared/run/state";
import { buildGraph, type SegmentGraph } from "@worktrail/shared/segment/graph";
import type { Segment } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";

/** What the plan said after an event: at once, and at the next time at which it could say something else. */
export type Decision = {
  plan: unknown[];
  wake?: string;
  plan_then?: unknown[];
  /** Of a failure: what the policy of its step made of it. */
  policy?: unknown;
};
export type RecordedJournal = {
  segment: Segment;
  events: WorktrailEvent[];
  /** One for each event. */
  decisions: Decision[];
  state: RunState | null;
};

/** What this version of the core makes of a journal. */
export function decide(segment: Segment, events: readonly WorktrailEvent[]): Omit<RecordedJournal, "events"> {
  const graph = buildGraph(segment, catalog);
  let state: RunState | null = null;
  const decisions = events.map((event): Decision => {
    const policy = state && policyOn(graph, state, event);
    state = reduceRun([event], state);
    return { ...decisionAt(graph, state, event.timestamp), ...(policy ? { policy } : {}) };
  });
  return { segment, decisions, state: reduceRun(events) };
}

function decisionAt(graph: SegmentGraph, state: RunState | null, now: string): Decision {
  if (!state) return { plan: [] };
  const plan = planRun(graph, state, now);
  const wake = nextWake(state, now);
  return wake === null ? { plan } : { plan, wake, plan_then: planRun(graph, state, wake) };
}

/** Journals are recorded with a die that always shows nought. */
function policyOn(graph: SegmentGraph, state: RunState, event: WorktrailEvent): unknown {
  if (event.event_type !== "step.retrying" && event.event_type !== "step.failed") return null;
  const { step_id, attempt, timestamp, error } = event;
  const { error_code: code, error_message: message, recoverable } = error;
  const about = { step_id, attempt, started_at: state.steps[step_id]?.started_at ?? timestamp };
  const clock = { now: timestamp, random: 0 };
  const { event_type, payload } = decideFailure(graph, state, about, { code, message, recoverable }, clock);
  return { event_type, payload };
}

/** A line of JSON for the segment, one for each event and its decision, one for the state. */
export function writeJournal({ segment, events, decisions, state }: RecordedJournal): string {
  const told = events.map((event, index) => ({ event, ...decisions[index] }));
  return `${[{ segment }, ...told, { state }].map((line) => JSON.stringify(line)).join("\n")}\n`;
}

export function readJournal(text: string): RecordedJournal {
  const [first, ...lines] = text.trimEnd().split("\n");
  const { segment } = JSON.parse(first ?? "{}");
  const { state } = JSON.parse(lines.pop() ?? "{}");
  const told = lines.map((line) => JSON.parse(line));
  return {
    segment,
    events: told.map(({ event }) => event),
    decisions: told.map(({ event, ...decision }) => decision),
    state,
  };
}

const NAMED = new Set(["event_id", "task_id", "run_id", "parent_event_id", "correlation_id"]);

/** Gives everything that was made up a name in the order in which it appears, and rounds what was measured. */
export function withSteadyNames(events: readonly WorktrailEvent[]): WorktrailEvent[] {
  const names = new Map<string, string>();
  let text = JSON.stringify(events, (key, value: unknown) => {
    if (NAMED.has(key) && typeof value === "string" && !names.has(value))
      names.set(value, `${key.replace(/_id$/, "")}_${names.size + 1}`);
    return key === "duration_ms" ? 1 : value;
  });
  for (const [made, name] of names) text = text.replaceAll(made, name);
  return JSON.parse(text);
}
