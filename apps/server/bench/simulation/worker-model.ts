// One worker: runs that call the world and then append, one writer with few flushes out at a time, and a heartbeat.
import type { DatabaseModel } from "./database-model.ts";
import { exponential } from "./random.ts";
import type { Timeline } from "./timeline.ts";

const HEARTBEAT_MS = 3_000;
/** After the row that shows that it lives: dead workers, claims, orphans, runs that nobody wants. */
const READS_OF_A_HEARTBEAT = 4;
const POLL_MS = 1_000;
const MAX_BATCH = 500;
const FLUSHES_AT_ONCE = 2;
/** What cannot have a connection waits in line, commits and notifications alike. */
const CONNECTIONS = 10;

export type Workload = {
  /** Runs that each worker has going at any time; one that ends is followed by another. */
  runs: number;
  /** Calls of a run. It commits once when it starts, and once after each call. */
  calls: number;
  /** How long a call takes on average. */
  call_ms: number;
  /** The share of runs that come by the queue, as after a timer, and not with a request. */
  woken: number;
  /** The share of runs that a browser of another process watches: a flush with one of them tells all the others. */
  watched: number;
};

/** Latencies: from an append to its commit, and from a commit to the moment in which the other workers know. */
export type Observed = {
  appends: number;
  runs: number;
  latencies: number[];
  told: number[];
  slowest_beat_ms: number;
};

export class WorkerModel {
  readonly #timeline: Timeline;
  readonly #database: DatabaseModel;
  readonly #workload: Workload;
  readonly #random: () => number;
  readonly #observed: Observed;
  #waiting: { since: number; done: () => void }[] = [];
  #flushes = 0;
  #connections = CONNECTIONS;
  readonly #inLine: (() => void)[] = [];

  constructor(
    timeline: Timeline,
    database: DatabaseModel,
    workload: Workload,
    random: () => number,
    observed: Observed,
  ) {
    this.#timeline = timeline;
    this.#database = database;
    this.#workload = workload;
    this.#random = random;
    this.#observed = observed;
  }

  start(): void {
    // Runs that have been going for a while: each is in any of its calls.
    const { runs, calls } = this.#workload;
    for (let run = 0; run < runs; run++) this.#call(1 + Math.floor(this.#random() * calls));
    this.#timeline.after(this.#random() * HEARTBEAT_MS, () => this.#beat());
    this.#timeline.after(this.#random() * POLL_MS, () => this.#poll());
  }

  #startRun(): void {
    const begin = () => this.#append(() => this.#call(this.#workload.calls));
    if (this.#random() >= this.#workload.woken) begin();
    // The job is fetched, the run claimed and read, and the job taken out of the queue.
    else this.#commit(1, () => this.#commit(1, () => this.#read(2, () => this.#commit(1, begin))));
  }

  #call(left: number): void {
    const { call_ms } = this.#workload;
    this.#timeline.after(exponential(this.#random, call_ms), () =>
      this.#append(() => {
        if (left > 1) {
          this.#call(left - 1);
          return;
        }
        this.#observed.runs += 1;
        this.#startRun();
      }),
    );
  }

  #append(done: () => void): void {
    this.#waiting.push({ since: this.#timeline.now, done });
    this.#flush();
  }

  #flush(): void {
    if (this.#flushes === FLUSHES_AT_ONCE || this.#waiting.length === 0) return;
    this.#flushes += 1;
    const batch = this.#waiting.splice(0, MAX_BATCH);
    this.#commit(batch.length, () => {
      this.#flushes -= 1;
      if (this.#random() < 1 - (1 - this.#workload.watched) ** batch.length) this.#tell();
      for (const { since, done } of batch) {
        this.#observed.appends += 1;
        this.#observed.latencies.push(this.#timeline.now - since);
        done();
      }
      this.#flush();
    });
  }

  #tell(): void {
    const since = this.#timeline.now;
    const heard = () => this.#observed.told.push(this.#timeline.now - since);
    this.#withConnection((free) => this.#database.notify(free, heard));
  }

  #beat(): void {
    const since = this.#timeline.now;
    this.#timeline.after(HEARTBEAT_MS, () => this.#beat());
    this.#commit(1, () => {
      this.#observed.slowest_beat_ms = Math.max(this.#observed.slowest_beat_ms, this.#timeline.now - since);
      this.#read(READS_OF_A_HEARTBEAT);
    });
  }

  #poll(): void {
    this.#timeline.after(POLL_MS, () => this.#poll());
    this.#read(1);
  }

  #read(times: number, done: () => void = () => undefined): void {
    if (times === 0) {
      done();
      return;
    }
    this.#withConnection((free) =>
      this.#database.read(() => {
        free();
        this.#read(times - 1, done);
      }),
    );
  }

  #commit(rows: number, done: () => void): void {
    this.#withConnection((free) =>
      this.#database.commit(rows, () => {
        free();
        done();
      }),
    );
  }

  #withConnection(use: (free: () => void) => void): void {
    if (this.#connections === 0) {
      this.#inLine.push(() => this.#withConnection(use));
      return;
    }
    this.#connections -= 1;
    use(() => {
      this.#connections += 1;
      this.#inLine.shift()?.();
    });
  }
}
