// Attempts and outcomes: each attempt ends once, each step has one outcome, nothing happens before its time.
import { assertNever } from "@worktrail/shared/errors";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import type { Report, RunHistory } from "../history.ts";
import { endsRun } from "./order.ts";

type Attempts = {
  /** The last attempt that started. */
  last: number;
  /** Whether it is still under way. */
  open: boolean;
  /** The outcome that the step has; failed steps lose theirs when the run is opened again. */
  outcome: "completed" | "failed" | "handled" | "skipped" | null;
  retry_at: string | null;
};

type StepOutcome = Extract<
  WorktrailEvent,
  { event_type: "step.completed" | "step.failed" | "step.skipped" | "step.retrying" }
>;

export function checkOutcomes({ run_id, segment, events }: RunHistory, report: Report): void {
  const steps = new Map<string, Attempts>();
  const of = (step_id: string): Attempts => {
    const known = steps.get(step_id) ?? { last: 0, open: false, outcome: null, retry_at: null };
    steps.set(step_id, known);
    return known;
  };
  for (const event of events) {
    const say = (message: string) => report({ run_id, seq: event.seq, message });
    switch (event.event_type) {
      case "step.started":
        start(of(event.step_id), event, say);
        break;
      case "step.completed":
      case "step.failed":
      case "step.skipped":
      case "step.retrying":
        settle(of(event.step_id), event, say);
        break;
      case "segment.completed":
        for (const { step_id } of segment.steps)
          if (of(step_id).outcome === null)
            say(`The run is completed and the step ${step_id} has no outcome.`);
        break;
      case "segment.resumed":
        for (const step of steps.values()) if (step.outcome === "failed") step.outcome = null;
        break;
      case "human.task_created":
        // The attempt that a run ended under is open again until somebody has said what became of it.
        if (event.payload.about === "lost_attempt") of(event.step_id).open = true;
        break;
      default:
    }
    // What was under way when the run ended has ended with it.
    if (endsRun(event.event_type)) for (const step of steps.values()) step.open = false;
  }
}

type Say = (message: string) => void;
type Started = Extract<WorktrailEvent, { event_type: "step.started" }>;

function start(step: Attempts, { step_id, attempt }: Started, say: Say): void {
  if (step.outcome !== null) say(`The step ${step_id} starts although it is ${step.outcome}.`);
  if (step.open) say(`The step ${step_id} starts again while its attempt ${step.last} is under way.`);
  if (attempt !== step.last + 1) say(`Attempt ${attempt} of ${step_id} follows attempt ${step.last}.`);
  step.last = attempt;
  step.open = true;
}

function settle(step: Attempts, event: StepOutcome, say: Say): void {
  const { step_id, attempt } = event;
  if (step.outcome !== null) {
    say(`The step ${step_id} gets a second outcome: ${event.event_type} after ${step.outcome}.`);
  }
  if (event.event_type !== "step.skipped" && !isTakenOver(event)) {
    if (!step.open) say(`${event.event_type} of ${step_id}, of which no attempt is under way.`);
    if (attempt !== step.last)
      say(`${event.event_type} of attempt ${attempt}; the last one is ${step.last}.`);
  }
  step.open = false;
  step.outcome = outcomeOf(event);
}

/** The attempt that led there is in the journal of an earlier run. */
function isTakenOver(event: StepOutcome): boolean {
  return event.event_type !== "step.retrying" && event.payload.recorded_in !== undefined;
}

function outcomeOf(event: StepOutcome): Attempts["outcome"] {
  switch (event.event_type) {
    case "step.completed":
      return "completed";
    case "step.skipped":
      return "skipped";
    case "step.failed":
      return event.payload.handled === "fail" ? "failed" : "handled";
    case "step.retrying":
      return null;
    default:
      return assertNever(event);
  }
}

/** A retry waits for its time, a timer fires at its own, and a run that is paused starts nothing. */
export function checkTimes({ run_id, events }: RunHistory, report: Report): void {
  const retry_at = new Map<string, string>();
  let paused = false;
  for (const event of events) {
    const { seq, timestamp } = event;
    switch (event.event_type) {
      case "step.retrying":
        retry_at.set(event.step_id, event.payload.due_at);
        break;
      case "step.started": {
        const due = retry_at.get(event.step_id);
        if (due !== undefined && timestamp < due)
          report({ run_id, seq, message: `The step ${event.step_id} is tried again before ${due}.` });
        retry_at.delete(event.step_id);
        if (paused)
          report({ run_id, seq, message: `The step ${event.step_id} starts while the run is paused.` });
        break;
      }
      case "timer.fired":
        if (timestamp < event.payload.due_at)
          report({ run_id, seq, message: `The timer ${event.payload.timer_id} fires before its time.` });
        break;
      case "segment.paused":
        paused = true;
        break;
      case "segment.resumed":
        paused = false;
        // Opened again: what failed may start at once.
        retry_at.clear();
        break;
      default:
    }
  }
}

const ENDS_ATTEMPT = new Set(["step.completed", "step.failed", "step.retrying", "step.skipped", "step.lost"]);

/** A step that is not repeatable, and whose attempt was lost or cut off, starts again only after somebody has answered. */
export function checkAskedFirst({ run_id, segment, events }: RunHistory, report: Report): void {
  const once = new Set(
    segment.steps.filter(({ repeatable }) => repeatable === false).map((step) => step.step_id),
  );
  const open = new Set<string>();
  const lost = new Set<string>();
  for (const event of events) {
    if (event.event_type === "step.started" && lost.has(event.step_id)) {
      const message = `The step ${event.step_id} starts again, and nobody was asked what became of it.`;
      report({ run_id, seq: event.seq, message });
    }
    if (event.event_type === "human.task_completed") lost.delete(event.step_id);
    if (event.event_type === "step.started" && once.has(event.step_id)) open.add(event.step_id);
    if (ENDS_ATTEMPT.has(event.event_type) && "step_id" in event && event.step_id) open.delete(event.step_id);
    if (event.event_type === "step.lost" && once.has(event.step_id)) lost.add(event.step_id);
    if (!endsRun(event.event_type)) continue;
    for (const step_id of open) lost.add(step_id);
    open.clear();
  }
}
