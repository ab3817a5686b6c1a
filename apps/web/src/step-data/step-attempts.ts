// The attempts of a step, told from the events up to the moment that is looked at.
import type { EventOf, RunError, WorktrailEvent } from "@worktrail/shared/run/events";
import { formatDuration } from "../ui/duration.ts";
import { formatBytes } from "../ui/format-bytes.ts";
import type { LogLine } from "./log-lines.ts";

export type ModelCall = EventOf<"llm.call_completed">["payload"] & { seq: number; at: string };

export type AttemptEnd = "completed" | "failed" | "retried" | "lost" | "skipped";

export type StepAttempt = {
  /** From 1. */
  attempt: number;
  started_at: string;
  /** Null while it goes on, and for one that was stopped together with its run. */
  ended_at: string | null;
  ended: AttemptEnd | null;
  /** As its process measured it, else between the two events. */
  duration_ms: number | null;
  error: RunError | null;
  /** When the next attempt was due. */
  retry_at: string | null;
  /** In the order in which they ended. */
  calls: readonly ModelCall[];
  /** Calls to the outside as lines of its log; the journal has them already. */
  lines: readonly LogLine[];
};

type StepEvent = Extract<WorktrailEvent, { step_type: string }>;

/** Reads what a journal has grown by: an event is looked at once while the moment goes forward. */
export class StepAttempts {
  readonly #step_id: string;
  #attempts: readonly StepAttempt[] = [];
  #upto = 0;

  constructor(step_id: string) {
    this.#step_id = step_id;
  }

  /** @param seq the moment that is looked at */
  at(events: { at(seq: number): WorktrailEvent | undefined }, seq: number): readonly StepAttempt[] {
    if (seq < this.#upto) {
      this.#attempts = [];
      this.#upto = 0;
    }
    while (this.#upto < seq) {
      const event = events.at(this.#upto + 1);
      if (!event) break;
      this.#upto++;
      if ("step_type" in event && event.step_id === this.#step_id)
        this.#attempts = withEvent(this.#attempts, event);
    }
    return this.#attempts;
  }
}

function withEvent(attempts: readonly StepAttempt[], event: StepEvent): readonly StepAttempt[] {
  switch (event.event_type) {
    case "step.started":
      return [...attempts, begun(event)];
    case "step.completed":
      return ending(attempts, event, "completed", null);
    case "step.failed":
      return ending(attempts, event, "failed", event.error);
    case "step.retrying":
      return ending(attempts, event, "retried", event.error, event.payload.due_at);
    case "step.lost":
      return ending(attempts, event, "lost", null);
    case "step.skipped":
      return ending(attempts, event, "skipped", null);
    case "llm.call_completed": {
      const call = { ...event.payload, seq: event.seq, at: event.timestamp };
      return changed(attempts, event.attempt, (one) => ({ ...one, calls: [...one.calls, call] }));
    }
    case "action.completed":
    case "action.failed": {
      if (event.payload.kind !== "http") return attempts;
      const line = callLine(event);
      return changed(attempts, event.attempt, (one) => ({ ...one, lines: [...one.lines, line] }));
    }
    default:
      // Nothing else begins or ends an attempt, and events of later versions are passed over.
      return attempts;
  }
}

function begun({ attempt, timestamp }: StepEvent): StepAttempt {
  return {
    attempt,
    started_at: timestamp,
    ended_at: null,
    ended: null,
    duration_ms: null,
    error: null,
    retry_at: null,
    calls: [],
    lines: [],
  };
}

/** `GET https://… -> 200 in 120 ms, 3.2 kB`. Below zero is the place of what was never said as a line. */
function callLine(event: EventOf<"action.completed"> | EventOf<"action.failed">): LogLine {
  const { method, url, status, characters } = event.payload.detail;
  const took = formatDuration(Math.round(event.duration_ms ?? 0));
  const size = typeof characters === "number" ? `, ${formatBytes(characters)}` : "";
  const end = status === null ? `got no answer within ${took}` : `-> ${status} in ${took}${size}`;
  const text = `${method} ${url} ${end}`;
  return { attempt: event.attempt, line: -event.seq, at: event.timestamp, text };
}

function ending(
  attempts: readonly StepAttempt[],
  event: StepEvent,
  ended: AttemptEnd,
  error: RunError | null,
  retry_at: string | null = null,
): readonly StepAttempt[] {
  const { attempt, timestamp, duration_ms } = event;
  return changed(attempts, attempt, (one) => ({
    ...one,
    ended,
    ended_at: timestamp,
    duration_ms: duration_ms ?? Math.max(0, Date.parse(timestamp) - Date.parse(one.started_at)),
    error,
    retry_at,
  }));
}

/** An end that names an attempt that never began, as of a step that was taken over, changes nothing. */
function changed(
  attempts: readonly StepAttempt[],
  attempt: number,
  change: (attempt: StepAttempt) => StepAttempt,
): readonly StepAttempt[] {
  return attempts.map((one) => (one.attempt === attempt ? change(one) : one));
}
