// What a journal says about chance, read plainly from its events.
import type { EventOf, WorktrailEvent } from "../../run/events.ts";
import type { Chance, Values } from "./reference-model.ts";

type StepEnd = { ended: "completed" | "failed" | "skipped"; outputs: unknown; reason: string | null };

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

function isFailedTry(event: WorktrailEvent): event is EventOf<"step.retrying" | "step.failed"> {
  if (event.event_type !== "step.retrying" && event.event_type !== "step.failed") return false;
  return !["STEP_LOST", "STEP_REPORTED_FAILED"].includes(event.error.error_code);
}

export function tell(events: readonly WorktrailEvent[]): Told {
  const ends = new Map<string, StepEnd>();
  const begun = new Set<string>();
  const lost = new Map<string, number>();
  const earlier_tries = new Map<string, number>();
  const said = new Map<string, { outputs: Values } | { failed: string }>();
  const asked = new Set<string>();
  let end: Told["end"] = null;
  let outputs: unknown = null;
  let error_code: string | null = null;
  for (const [at, event] of events.entries()) {
    const ended = "step_id" in event && event.step_id ? stepEnd(event) : null;
    if (ended && "step_id" in event && event.step_id && !ends.has(event.step_id))
      ends.set(event.step_id, ended);
    switch (event.event_type) {
      case "step.started":
        begun.add(event.step_id);
        break;
      case "step.skipped":
        if (event.payload.reason === "disabled") begun.add(event.step_id);
        break;
      case "step.lost":
        lost.set(event.step_id, (lost.get(event.step_id) ?? 0) + 1);
        break;
      case "human.task_created":
        if (event.payload.about === "lost_attempt") asked.add(event.payload.task_id);
        break;
      case "human.task_completed": {
        const { task_id, decision } = event.payload;
        if (!asked.has(task_id)) break;
        if (decision.action === "completed") said.set(event.step_id, { outputs: decision.values });
        if (decision.action === "failed")
          said.set(event.step_id, { failed: `${decision.decided_by.name} says that this step failed.` });
        break;
      }
      case "segment.completed":
        end = "completed";
        outputs = event.payload.outputs;
        break;
      case "segment.failed":
        end = "failed";
        error_code = event.error.error_code;
        break;
      case "segment.cancelled":
        end = "cancelled";
        break;
      case "segment.timed_out":
        end = "timed_out";
        break;
      case "segment.resumed": {
        if (end === null) break;
        end = null;
        const before = events.slice(0, at);
        for (const step_id of begun) {
          const known = ends.get(step_id);
          if (known && known.outputs !== null) continue;
          ends.delete(step_id);
          lost.delete(step_id);
          said.delete(step_id);
          begun.delete(step_id);
          earlier_tries.set(step_id, failedTries(before, step_id));
        }
        break;
      }
    }
  }
  const stopped = new Set([...ends].flatMap(([id, { reason }]) => (reason === "join_satisfied" ? [id] : [])));
  return { ends, begun, lost, said, earlier_tries, stopped, end, outputs, error_code };
}

function stepEnd(event: WorktrailEvent): StepEnd | null {
  switch (event.event_type) {
    case "step.completed":
      return { ended: "completed", outputs: event.payload.outputs, reason: null };
    case "step.skipped":
      return { ended: "skipped", outputs: event.payload.outputs ?? {}, reason: event.payload.reason };
    case "step.failed": {
      const { handled, outputs } = event.payload;
      return { ended: "failed", outputs: handled === "fail" ? null : outputs, reason: null };
    }
    default:
      return null;
  }
}
