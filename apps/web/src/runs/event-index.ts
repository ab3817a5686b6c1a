// Which events of a journal a list shows. The journal only grows, and no event is looked at twice.
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import type { EventLog } from "../store/event-log.ts";

export const ALL = "all";
export type EventFilter = { readonly step: string; readonly type: string };

/** The events that a filter lets through, by their place in the list. */
export class EventIndex {
  readonly #filter: EventFilter;
  readonly #seqs: number[] = [];
  #upto = 0;

  constructor(filter: EventFilter) {
    this.#filter = filter;
  }

  /** Takes in what the log has grown by; answers how many events the list has. */
  extend(events: EventLog): number {
    if (this.#showsAll) {
      this.#upto = Math.max(this.#upto, events.length);
      return this.#upto;
    }
    for (let seq = this.#upto + 1; seq <= events.length; seq++) {
      const event = events.at(seq);
      if (event && passes(event, this.#filter)) this.#seqs.push(seq);
    }
    this.#upto = Math.max(this.#upto, events.length);
    return this.#seqs.length;
  }

  /** The event at a place, from 0. */
  seqAt(place: number): number {
    return this.#showsAll ? place + 1 : (this.#seqs[place] ?? 0);
  }

  /** The place of the last event that is not after `seq`; -1 for none. */
  placeOf(seq: number): number {
    if (this.#showsAll) return seq - 1;
    let from = 0;
    let to = this.#seqs.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#seqs[middle] ?? 0) <= seq) from = middle + 1;
      else to = middle;
    }
    return from - 1;
  }

  get #showsAll(): boolean {
    return this.#filter.step === ALL && this.#filter.type === ALL;
  }
}

/** The types of event that a journal has so far. */
export class EventTypes {
  readonly #types = new Set<string>();
  #upto = 0;
  #sorted: readonly string[] = [];

  /** The same list until another type appears. */
  extend(events: EventLog): readonly string[] {
    for (let seq = this.#upto + 1; seq <= events.length; seq++) {
      const event = events.at(seq);
      if (event) this.#types.add(event.event_type);
    }
    this.#upto = Math.max(this.#upto, events.length);
    if (this.#sorted.length !== this.#types.size) this.#sorted = [...this.#types].sort();
    return this.#sorted;
  }
}

function passes(event: WorktrailEvent, { step, type }: EventFilter): boolean {
  return (step === ALL || stepOf(event) === step) && (type === ALL || event.event_type === type);
}

export function stepOf(event: WorktrailEvent): string | null {
  return "step_id" in event && event.step_id !== undefined ? event.step_id : null;
}
