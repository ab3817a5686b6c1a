// A run at any event of its journal, without folding the journal from its beginning each time.
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { foldEvents } from "@worktrail/shared/run/fold-events";
import type { RunState } from "@worktrail/shared/run/state";
import { EventLog } from "./event-log.ts";

/** A state is kept at every so many events: the most that a look at a moment has to fold. */
export const CHECKPOINT_EVERY = 256;

type Known = { readonly seq: number; readonly state: RunState | null };

export class RunHistory {
  #events = EventLog.EMPTY;
  #newest: Known = { seq: 0, state: null };
  /** The state that was last looked at: its neighbour is one event away. */
  #looked: Known = { seq: 0, state: null };
  /** After event 0, 256, 512 and so on. */
  readonly #checkpoints: Known[] = [this.#newest];

  get events(): EventLog {
    return this.#events;
  }

  get newest(): RunState | null {
    return this.#newest.state;
  }

  /** `events` follow on the last one that is known. */
  append(events: readonly WorktrailEvent[]): void {
    this.#events = this.#events.with(events);
    while (this.#newest.seq < this.#events.length) {
      const boundary = (Math.floor(this.#newest.seq / CHECKPOINT_EVERY) + 1) * CHECKPOINT_EVERY;
      this.#newest = this.#fold(this.#newest, Math.min(boundary, this.#events.length));
      if (this.#newest.seq === boundary) this.#checkpoints.push(this.#newest);
    }
  }

  /** The run after event `seq`; null before `segment.started`. */
  at(seq: number): RunState | null {
    if (seq >= this.#newest.seq) return this.#newest.state;
    if (seq !== this.#looked.seq) this.#looked = this.#fold(this.#nearest(seq), seq);
    return this.#looked.state;
  }

  #nearest(seq: number): Known {
    const checkpoint = this.#checkpoints[Math.floor(seq / CHECKPOINT_EVERY)] ?? { seq: 0, state: null };
    return this.#looked.seq <= seq && this.#looked.seq >= checkpoint.seq ? this.#looked : checkpoint;
  }

  #fold(from: Known, seq: number): Known {
    return { seq, state: foldEvents(this.#events.slice(from.seq, seq), from.state) };
  }
}
