import type { WorktrailEvent } from "@worktrail/shared/run/events";

/**
 * The events of a run from 1 to `length`, without a gap. A longer log shares the list of the shorter one, so a
 * packet costs what it holds and not what came before it; each log is a value that never changes.
 */
export class EventLog implements Iterable<WorktrailEvent> {
  static readonly EMPTY = new EventLog([], 0);
  readonly length: number;
  readonly #all: WorktrailEvent[];

  private constructor(all: WorktrailEvent[], length: number) {
    this.#all = all;
    this.length = length;
  }

  /** By `seq`. */
  at(seq: number): WorktrailEvent | undefined {
    return seq > this.length ? undefined : this.#all[seq - 1];
  }

  get last(): WorktrailEvent | undefined {
    return this.at(this.length);
  }

  /** Those after `after_seq`, up to and with `to_seq`. */
  slice(after_seq: number, to_seq: number = this.length): WorktrailEvent[] {
    return this.#all.slice(after_seq, Math.min(to_seq, this.length));
  }

  /** `events` follow on the last one of this log. */
  with(events: readonly WorktrailEvent[]): EventLog {
    const all = this.#all.length === this.length && this.length > 0 ? this.#all : this.slice(0);
    for (const event of events) all.push(event);
    return new EventLog(all, all.length);
  }

  *[Symbol.iterator](): Iterator<WorktrailEvent> {
    for (let index = 0; index < this.length; index++) {
      const event = this.#all[index];
      if (event) yield event;
    }
  }
}
