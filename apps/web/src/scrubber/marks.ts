// The places of a journal that a person looks for: where steps failed, and where the run waited.
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import type { EventLog } from "../store/event-log.ts";

export type MarkKind = "failed" | "waited";
export type Mark = { readonly seq: number; readonly kind: MarkKind };

/** Marks of a journal that only grows; each event is looked at once. */
export class Marks {
  #upto = 0;
  readonly #marks: Mark[] = [];
  readonly #counts = { failed: 0, waited: 0 };

  extend(events: EventLog): this {
    for (let seq = this.#upto + 1; seq <= events.length; seq++) {
      const event = events.at(seq);
      const kind = event && markOf(event);
      if (!kind) continue;
      this.#marks.push({ seq, kind });
      this.#counts[kind] += 1;
    }
    this.#upto = Math.max(this.#upto, events.length);
    return this;
  }

  count(kind: MarkKind): number {
    return this.#counts[kind];
  }

  /** At most two marks, one of each kind, in each of `places` equal parts of the journal. */
  inPlaces(last_seq: number, places: number): Mark[] {
    const taken = new Map<string, Mark>();
    for (const mark of this.#marks) {
      const place = `${mark.kind} ${Math.floor((mark.seq / Math.max(1, last_seq)) * places)}`;
      if (!taken.has(place)) taken.set(place, mark);
    }
    return [...taken.values()];
  }
}

function markOf({ event_type }: WorktrailEvent): MarkKind | null {
  switch (event_type) {
    case "step.failed":
    case "step.retrying":
    case "step.lost":
    case "segment.failed":
    case "segment.timed_out":
      return "failed";
    case "human.task_created":
    case "segment.paused":
      return "waited";
    default:
      return null;
  }
}
