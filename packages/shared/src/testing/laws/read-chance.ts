// What a journal says about chance, read plainly from its events.
import type { EventOf, WorktrailEvent } from "../../run/events.ts";
import type { Chance, Given, Values } from "./reference-model.ts";

type StepEnd = Given & { reason: string | null };

export type Told = Omit<Chance, "seen"> & {
  ends: ReadonlyMap<string, StepEnd>;
  /** Steps of which an attempt has ever been made, or that let through what arrived. */
  begun: ReadonlySet<string>;
  end: "completed" | "failed" | "cancelled" | "timed_out" | null;
  outputs: unknown;
  error_code: string | null;
};

/**
 * How many tries of a step came to an end that was not a good one. A run of another segment that failed has used up
 * the try of its step, even where the run above ended before it could say so.
 */
export function failedTries(events: readonly WorktrailEvent[], step_id: string): number {
  const own = events.filter((event) => isFailedTry(event) && event.step_id === step_id);
  const below = events.filter(
    (event) => event.event_type === "action.failed" && event.payload.child && event.step_id === step_id,
  );
  return Math.max(own.length, below.length);
}

const NO_TRIES = ["STEP_LOST", "STEP_REPORTED_FAILED"];

function isFailedTry(event: WorktrailEvent): event is EventOf<"step.retrying" | "step.failed"> {
  if (event.event_type !== "step.retrying" && event.event_type !== "step.failed") return false;
  return !NO_TRIES.includes(event.error.error_code);
}

export function tell(events: readonly WorktrailEvent[]): Told {
  const reading = new Reading();
  for (const [at, event] of events.entries()) reading.read(event, events.slice(0, at));
  return reading.told();
}

class Reading {
  readonly #ends = new Map<string, StepEnd>();
  readonly #begun = new Set<string>();
  readonly #given = new Map<string, Given>();
  readonly #lost = new Map<string, number>();
  readonly #said = new Map<string, { outputs: Values } | { failed: string }>();
  readonly #asked = new Set<string>();
  readonly #earlier = new Map<string, number>();
  #end: Pick<Told, "end" | "outputs" | "error_code"> = GOING_ON;

  read(event: WorktrailEvent, before: readonly WorktrailEvent[]): void {
    switch (event.event_type) {
      case "step.started":
        this.#begun.add(event.step_id);
        return;
      case "step.completed":
      case "step.failed":
      case "step.skipped":
        this.#stepEnds(event);
        return;
      case "step.lost":
        this.#lost.set(event.step_id, (this.#lost.get(event.step_id) ?? 0) + 1);
        return;
      case "human.task_created":
        if (event.payload.about !== "lost_attempt") return;
        this.#asked.add(event.payload.task_id);
        this.#begun.add(event.step_id);
        return;
      case "human.task_completed":
        this.#answered(event);
        return;
      case "segment.completed":
        this.#end = { end: "completed", outputs: event.payload.outputs, error_code: null };
        return;
      case "segment.failed":
        this.#end = { end: "failed", outputs: null, error_code: event.error.error_code };
        return;
      case "segment.cancelled":
        this.#end = { end: "cancelled", outputs: null, error_code: null };
        return;
      case "segment.timed_out":
        this.#end = { end: "timed_out", outputs: null, error_code: null };
        return;
      case "segment.resumed":
        if (this.#end.end !== null) this.#reopen(before);
        return;
    }
  }

  told(): Told {
    const stopped = [...this.#ends].filter(([, { reason }]) => reason === "join_satisfied");
    return {
      ends: this.#ends,
      begun: this.#begun,
      given: this.#given,
      lost: this.#lost,
      said: this.#said,
      earlier_tries: this.#earlier,
      stopped: new Set(stopped.map(([step_id]) => step_id)),
      ...this.#end,
    };
  }

  #stepEnds(event: EventOf<"step.completed" | "step.failed" | "step.skipped">): void {
    const { step_id } = event;
    const end = endOf(event);
    if (!this.#ends.has(step_id)) this.#ends.set(step_id, end);
    if (event.payload.recorded_in !== undefined) this.#given.set(step_id, end);
    // Whatever did not begin in this run did so in the one that it was taken over from.
    if (end.reason === null || end.reason === "disabled") this.#begun.add(step_id);
  }

  #answered({ step_id, payload }: EventOf<"human.task_completed">): void {
    const { task_id, decision } = payload;
    if (!this.#asked.has(task_id)) return;
    if (decision.action === "completed") this.#said.set(step_id, { outputs: decision.values });
    const failed = `${decision.decided_by.name} says that this step failed.`;
    if (decision.action === "failed") this.#said.set(step_id, { failed });
  }

  /** What did not end well is to be done again. */
  #reopen(before: readonly WorktrailEvent[]): void {
    this.#end = GOING_ON;
    for (const step_id of [...this.#begun]) {
      const known = this.#ends.get(step_id);
      if (known && known.outputs !== null) continue;
      for (const forgotten of [this.#ends, this.#lost, this.#said, this.#begun]) forgotten.delete(step_id);
      this.#earlier.set(step_id, failedTries(before, step_id));
    }
  }
}

const GOING_ON = { end: null, outputs: null, error_code: null };

function endOf(event: EventOf<"step.completed" | "step.failed" | "step.skipped">): StepEnd {
  switch (event.event_type) {
    case "step.completed":
      return { ended: "completed", outputs: event.payload.outputs, error_code: null, reason: null };
    case "step.skipped": {
      const { reason, outputs = {} } = event.payload;
      return { ended: "skipped", outputs, error_code: null, reason };
    }
    case "step.failed": {
      const { handled, outputs } = event.payload;
      const { error_code } = event.error;
      return { ended: "failed", outputs: handled === "fail" ? null : outputs, error_code, reason: null };
    }
  }
}
