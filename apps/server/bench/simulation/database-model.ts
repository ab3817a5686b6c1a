// One PostgreSQL, as far as it decides how fast workers go: cores that execute statements one after the other, and one
// log, whose flush takes along every transaction that is ready when it begins.
import type { Costs } from "./costs.ts";
import type { Timeline } from "./timeline.ts";

type Work = { cpu_ms: number; done: () => void };

export class DatabaseModel {
  readonly #timeline: Timeline;
  readonly #costs: Costs;
  readonly #queue: Work[] = [];
  #head = 0;
  #busyCores = 0;
  #flushing = false;
  #ready: (() => void)[] = [];
  #notifying: { sent(): void; heard(): void }[] = [];
  #notifyBusy = false;
  listeners = 0;
  used = { cpu_ms: 0, flush_ms: 0, commits: 0 };

  constructor(timeline: Timeline, costs: Costs) {
    this.#timeline = timeline;
    this.#costs = costs;
  }

  /** A statement that changes nothing. */
  read(done: () => void): void {
    this.#travel(() => this.#execute(this.#costs.read_ms, () => this.#travel(done)));
  }

  /** A transaction that has written `rows` appends; `done` once it is durable. */
  commit(rows: number, done: () => void): void {
    const cpu_ms = this.#costs.statement_ms + rows * this.#costs.row_ms;
    this.#travel(() =>
      this.#execute(cpu_ms, () => {
        this.#ready.push(() => this.#travel(done));
        this.#flush();
      }),
    );
  }

  /**
   * One notification is under way at a time; the connection of each listener then costs a little.
   * @param done the sender goes on
   * @param heard the listeners have it
   */
  notify(done: () => void, heard: () => void): void {
    this.#travel(() => {
      this.#notifying.push({ sent: () => this.#travel(done), heard: () => this.#travel(heard) });
      this.#notifyNext();
    });
  }

  #notifyNext(): void {
    if (this.#notifyBusy) return;
    const next = this.#notifying.shift();
    if (next === undefined) return;
    this.#notifyBusy = true;
    this.#execute(this.#costs.notify_ms, () => {
      this.#notifyBusy = false;
      next.sent();
      this.#deliver(next.heard);
      this.#notifyNext();
    });
  }

  #deliver(heard: () => void): void {
    const { cores, delivery_ms } = this.#costs;
    let left = cores;
    const shareDone = () => {
      left -= 1;
      if (left === 0) heard();
    };
    for (let core = 0; core < cores; core++) this.#execute((this.listeners * delivery_ms) / cores, shareDone);
  }

  #travel(arrived: () => void): void {
    this.#timeline.after(this.#costs.round_trip_ms / 2, arrived);
  }

  #execute(cpu_ms: number, done: () => void): void {
    this.#queue.push({ cpu_ms, done });
    this.#startWork();
  }

  #startWork(): void {
    while (this.#busyCores < this.#costs.cores && this.#head < this.#queue.length) {
      const work = this.#takeWork();
      if (work === undefined) return;
      this.#busyCores += 1;
      this.used.cpu_ms += work.cpu_ms;
      this.#timeline.after(work.cpu_ms, () => {
        this.#busyCores -= 1;
        work.done();
        this.#startWork();
      });
    }
  }

  #takeWork(): Work | undefined {
    const work = this.#queue[this.#head];
    this.#head += 1;
    if (this.#head > 10_000) {
      this.#queue.splice(0, this.#head);
      this.#head = 0;
    }
    return work;
  }

  #flush(): void {
    if (this.#flushing || this.#ready.length === 0) return;
    this.#flushing = true;
    const together = this.#ready;
    this.#ready = [];
    this.used.flush_ms += this.#costs.flush_ms;
    this.used.commits += together.length;
    this.#timeline.after(this.#costs.flush_ms, () => {
      this.#flushing = false;
      for (const done of together) done();
      this.#flush();
    });
  }
}
