// The life of this process as a worker: takes runs in, shows that it lives, and takes over from the dead.

import { mayPass } from "../journal/may-pass.ts";
import { readEvents, readRunRow } from "../journal/read-journal.ts";
import { CHILD_CHANNEL, WAKE_QUEUE } from "../journal/wake-queue.ts";
import {
  beat,
  buryWorkers,
  claimDue,
  claimedRuns,
  claimOrphans,
  releaseAll,
  type UnwantedChild,
  unwantedChildren,
} from "./claim.ts";
import type { RunDriver } from "./drive.ts";
import type { EngineDeps } from "./engine-deps.ts";
import type { Graphs } from "./graphs.ts";
import { recordLostAttempts } from "./recover.ts";
import { type CommandTarget, MOVED_CHANNEL } from "./run-command.ts";
import { fold, newRunMemory, record, refold } from "./run-memory.ts";
import { startedDraft } from "./started-draft.ts";

export type WorkerHears = {
  giveUp(target: CommandTarget): void;
  /** Runs that go on although the ones that started them have ended. */
  unwanted(children: readonly UnwantedChild[]): void;
};

export class Worker {
  readonly #deps: EngineDeps;
  readonly #driver: RunDriver;
  readonly #graphs: Graphs;
  readonly #hears: WorkerHears;
  readonly #loading = new Map<string, Promise<void>>();
  #heart: NodeJS.Timeout | null = null;
  #beating: Promise<void> | null = null;
  #stopListening: (() => Promise<void>) | null = null;
  #stopHearing: (() => Promise<void>) | null = null;
  /** Of this worker at the queue. */
  #jobs: string | null = null;
  #turnedAway = false;
  #filling: Promise<void> | null = null;
  #stopped = false;

  constructor(deps: EngineDeps, driver: RunDriver, graphs: Graphs, hears: WorkerHears) {
    this.#deps = deps;
    this.#driver = driver;
    this.#graphs = graphs;
    this.#hears = hears;
  }

  async start(): Promise<void> {
    const { storage, limits } = this.#deps;
    this.#stopListening = await storage.listen(MOVED_CHANNEL, (run_id) => {
      const run = this.#driver.get(run_id);
      if (run) this.#driver.refresh(run);
    });
    this.#stopHearing = await storage.listen(CHILD_CHANNEL, (run_id) => {
      const run = this.#driver.get(run_id);
      if (run) this.#driver.look(run);
    });
    await this.#beat();
    this.#jobs = await storage.boss.work<{ run_id: string }>(
      WAKE_QUEUE.name,
      { batchSize: 50, pollingIntervalSeconds: 1 },
      async (jobs) => {
        await Promise.all(jobs.map((job) => this.#wake(job.data.run_id)));
      },
    );
    this.#heart = setInterval(() => {
      this.#beating ??= this.#beat()
        .catch((error: unknown) =>
          this.#deps.log.warn({ err: error }, "The heartbeat failed; it is tried again"),
        )
        .finally(() => {
          this.#beating = null;
        });
    }, limits.heartbeat_ms);
  }

  /** Stops taking work; a dead process would do no more. */
  halt(): void {
    this.#stopped = true;
    if (this.#heart) clearInterval(this.#heart);
    void this.#stopListening?.().catch(() => undefined);
    void this.#stopHearing?.().catch(() => undefined);
  }

  async stop(): Promise<void> {
    const { storage, worker_id, log } = this.#deps;
    this.halt();
    if (this.#jobs) await storage.boss.offWork(WAKE_QUEUE.name, { id: this.#jobs });
    await Promise.allSettled([this.#beating, this.#filling, ...this.#loading.values()]);
    try {
      await releaseAll(storage, worker_id);
    } catch (error) {
      // The others find out by themselves that this worker is gone.
      log.warn({ err: error }, "The runs of this worker could not be given back");
    }
  }

  /** Takes a run into memory that is under this worker's claim; one that is there already looks again. */
  takeIn(run_id: string): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    const known = this.#driver.get(run_id);
    if (known) {
      this.#driver.refresh(known);
      return Promise.resolve();
    }
    const loading =
      this.#loading.get(run_id) ?? this.#load(run_id).finally(() => this.#loading.delete(run_id));
    this.#loading.set(run_id, loading);
    return loading;
  }

  async #load(run_id: string): Promise<void> {
    const { storage, worker_id, clock, limits, log } = this.#deps;
    const row = await readRunRow(storage, run_id);
    if (row === null || row.ended || row.claim_id !== worker_id) return;
    try {
      const { organization_id, segment_id } = row;
      const graph = await this.#graphs.load(row);
      const run = newRunMemory({ run_id, tenant_id: organization_id, segment_id }, graph, null);
      run.claim_id = worker_id;
      refold(run, await readEvents(storage, row));
      if (run.state === null) {
        record(run, [await startedDraft(storage, row, clock())], limits.event_characters);
        fold(run);
      }
      recordLostAttempts(this.#deps, run, clock().toISOString());
      if (!this.#stopped) this.#driver.adopt(run);
    } catch (error) {
      log.error({ err: error, run_id }, "A run could not be taken in");
      if (!mayPass(error)) this.#hears.giveUp({ organization_id: row.organization_id, run_id });
    }
  }

  /** A job says that a run is due. A process without room leaves the run to the others. */
  async #wake(run_id: string): Promise<void> {
    const { storage, worker_id, clock } = this.#deps;
    if (this.#stopped || this.#room() <= 0) {
      this.#turnedAway = true;
      throw new Error("This worker has no room for the run now.");
    }
    if (await claimDue(storage, run_id, worker_id, clock())) await this.takeIn(run_id);
  }

  /** As a job would, for a run of which this process knows that it is due; without room the job does it. */
  wake(run_id: string): void {
    if (this.#stopped || this.#room() <= 0) return;
    this.#wake(run_id).catch((error: unknown) =>
      this.#deps.log.warn({ err: error, run_id }, "A run could not be woken; its job tries again"),
    );
  }

  #room(): number {
    return this.#deps.limits.active_runs - this.#driver.size - this.#loading.size;
  }

  async #beat(): Promise<void> {
    const { storage, worker_id, limits } = this.#deps;
    await beat(storage, worker_id);
    await buryWorkers(storage, worker_id, limits.worker_dead_after_ms);
    await this.#compare();
    await this.#takeOrphans();
    const unwanted = await unwantedChildren(storage);
    if (unwanted.length > 0) this.#hears.unwanted(unwanted);
  }

  async #takeOrphans(): Promise<void> {
    const { storage, worker_id, clock } = this.#deps;
    const room = this.#room();
    if (room <= 0) return;
    const orphans = await claimOrphans(storage, worker_id, clock(), room);
    this.#turnedAway &&= orphans.length === room;
    await Promise.all(orphans.map((run_id) => this.takeIn(run_id)));
  }

  /** Whoever was turned away while this process was full is taken as soon as it is not. */
  roomIsFree(): void {
    if (!this.#turnedAway || this.#filling) return;
    this.#filling = this.#takeOrphans()
      .then(
        () => this.#room() > 0,
        (error: unknown) => {
          this.#deps.log.warn(
            { err: error },
            "Queued runs could not be taken in; the next heartbeat tries again",
          );
          return false;
        },
      )
      .then((more) => {
        this.#filling = null;
        if (more) this.roomIsFree();
      });
  }

  /** Notifications are hints: this finds what they missed, lost claims and appends by others. */
  async #compare(): Promise<void> {
    const { storage, worker_id } = this.#deps;
    const before = [...this.#driver.all()].filter((run) => run.claim_id === worker_id);
    const seen = before.map((run) => ({ run, seq: run.durable_seq }));
    const { claimed, moved } = await claimedRuns(storage, worker_id);
    for (const run_id of moved) {
      const run = this.#driver.get(run_id);
      if (run) this.#driver.look(run);
    }
    for (const { run, seq } of seen) {
      const last_seq = claimed.get(run.identity.run_id);
      claimed.delete(run.identity.run_id);
      const idle = !run.gone && run.durable_seq === seq && run.claim_id === worker_id;
      if (idle && last_seq !== seq) this.#driver.refresh(run);
    }
    for (const run_id of claimed.keys()) {
      if (!this.#driver.get(run_id)) await this.takeIn(run_id);
    }
  }
}
