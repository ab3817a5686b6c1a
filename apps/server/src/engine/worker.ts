// The life of this process as a worker: takes runs in, shows that it lives, and takes over from the dead.

import { type Folded, foldJournals } from "../checkpoints/fold-journal.ts";
import { NewerRun } from "../checkpoints/newer-run.ts";
import { mayPass } from "../journal/may-pass.ts";
import { type RunRow, readRunRows } from "../journal/read-journal.ts";
import { CHILD_CHANNEL, WAKE_QUEUE } from "../journal/wake-queue.ts";
import {
  claimedRuns,
  claimRun,
  releaseAll,
  releaseRun,
  type UnwantedChild,
  unwantedChildren,
} from "./claim.ts";
import type { Suspect } from "./claim-orphans.ts";
import type { RunDriver } from "./drive.ts";
import type { EngineDeps } from "./engine-deps.ts";
import type { Graphs } from "./graphs.ts";
import { Intake } from "./intake.ts";
import { recordLostAttempts } from "./recover.ts";
import { type CommandTarget, MOVED_CHANNEL } from "./run-command.ts";
import { fold, newRunMemory, record, refold } from "./run-memory.ts";
import { startedDraft } from "./started-draft.ts";
import { WorkerLife } from "./worker-life.ts";

/** After a heartbeat that failed, since others may count the silence. */
const BEAT_AGAIN_MS = 500;
/** Journals that are read with one statement. */
const LOADED_AT_ONCE = 50;

export type WorkerHears = {
  giveUp(target: CommandTarget): void;
  /** A run that has ended every process that took it. */
  poisoned(run: Suspect): Promise<void>;
  /** Runs that go on although the ones that started them have ended. */
  unwanted(children: readonly UnwantedChild[]): void;
};

export class Worker {
  readonly #deps: EngineDeps;
  readonly #driver: RunDriver;
  readonly #graphs: Graphs;
  readonly #hears: WorkerHears;
  readonly #loading = new Map<string, Promise<void>>();
  readonly #life: WorkerLife;
  /** What this process takes in, and what it leaves to others. */
  readonly intake: Intake;
  #heart: NodeJS.Timeout | null = null;
  #soon: NodeJS.Timeout | null = null;
  #beating: Promise<void> | null = null;
  #tending: Promise<void> | null = null;
  #stopListening: (() => Promise<void>)[] = [];
  /** Of this worker at the queue. */
  #jobs: string | null = null;
  #stopped = false;

  constructor(deps: EngineDeps, driver: RunDriver, graphs: Graphs, hears: WorkerHears) {
    this.#deps = deps;
    this.#driver = driver;
    this.#graphs = graphs;
    this.#hears = hears;
    this.#life = new WorkerLife(deps.storage, deps.worker_id, deps.limits);
    this.intake = new Intake(deps, driver, {
      takeIn: (run_ids) => this.takeIn(run_ids),
      loading: () => this.#loading.size,
      poisoned: (run) => hears.poisoned(run),
    });
  }

  async start(): Promise<void> {
    const { storage, limits } = this.#deps;
    this.#stopListening.push(
      await storage.listen(MOVED_CHANNEL, (run_id) => {
        const run = this.#driver.get(run_id);
        if (run) this.#driver.refresh(run);
      }),
      await storage.listen(CHILD_CHANNEL, (run_id) => {
        const run = this.#driver.get(run_id);
        if (run) this.#driver.look(run);
      }),
      await this.intake.open(),
    );
    await this.#life.beat();
    await this.#tend();
    this.#jobs = await storage.boss.work<{ run_id: string }>(
      WAKE_QUEUE.name,
      { batchSize: 50, pollingIntervalSeconds: 1 },
      async (jobs) => {
        await Promise.all(jobs.map((job) => this.#wake(job.data.run_id)));
      },
    );
    this.#heart = setInterval(() => this.#pulse(), limits.heartbeat_ms);
  }

  /** Takes nothing more, and goes on showing that it lives. */
  async leave(): Promise<void> {
    this.intake.close();
    const jobs = this.#jobs;
    this.#jobs = null;
    if (jobs) await this.#deps.storage.boss.offWork(WAKE_QUEUE.name, { id: jobs });
  }

  /** Stops taking work; a dead process would do no more. */
  halt(): void {
    this.#stopped = true;
    this.intake.close();
    if (this.#heart) clearInterval(this.#heart);
    if (this.#soon) clearTimeout(this.#soon);
    void this.#stopHearing();
  }

  /** One after the other, since they share a connection. */
  async #stopHearing(): Promise<void> {
    for (const stop of this.#stopListening.splice(0)) await stop().catch(() => undefined);
  }

  async stop(): Promise<void> {
    const { storage, worker_id, log } = this.#deps;
    this.halt();
    await this.leave();
    await Promise.allSettled([this.#beating, this.#tending, ...this.#loading.values()]);
    await this.intake.closed();
    try {
      await releaseAll(storage, worker_id);
      await this.#life.end();
      await this.intake.farewell();
    } catch (error) {
      // The others find out by themselves that this worker is gone.
      log.warn({ err: error }, "The runs of this worker could not be given back");
    }
  }

  /** Takes runs into memory that are under this worker's claim; one that is there already looks again. */
  async takeIn(run_ids: readonly string[]): Promise<void> {
    if (this.#stopped) return;
    const fresh: string[] = [];
    const loading: Promise<void>[] = [];
    for (const run_id of run_ids) {
      const known = this.#driver.get(run_id);
      const under_way = this.#loading.get(run_id);
      if (known) this.#driver.refresh(known);
      else if (under_way) loading.push(under_way);
      else fresh.push(run_id);
    }
    for (let at = 0; at < fresh.length; at += LOADED_AT_ONCE)
      loading.push(this.#loadSome(fresh.slice(at, at + LOADED_AT_ONCE)));
    await Promise.all(loading);
  }

  #loadSome(run_ids: readonly string[]): Promise<void> {
    const loading = this.#load(run_ids).finally(() => {
      for (const run_id of run_ids) this.#loading.delete(run_id);
    });
    for (const run_id of run_ids) this.#loading.set(run_id, loading);
    return loading;
  }

  async #load(run_ids: readonly string[]): Promise<void> {
    const { storage, worker_id, log } = this.#deps;
    const rows = (await readRunRows(storage, run_ids)).filter(
      (row) => !row.ended && row.claim_id === worker_id,
    );
    try {
      const journals = await foldJournals(storage, rows);
      for (const row of rows) await this.#adopt(row, journals.get(row.run_id));
    } catch (error) {
      const [only, ...more] = rows;
      if (!only) throw error;
      if (more.length > 0) {
        // One that can't be read must not keep the others out.
        for (const { run_id } of rows) if (!this.#driver.get(run_id)) await this.#load([run_id]);
        return;
      }
      const { organization_id, run_id } = only;
      if (error instanceof NewerRun) {
        log.warn({ err: error, run_id }, "A run is left to a newer version of the server");
        return this.leaveToNewer(run_id);
      }
      log.error({ err: error, run_id }, "A run could not be taken in");
      if (!mayPass(error)) this.#hears.giveUp({ organization_id, run_id });
    }
  }

  /** Its row says that it is due, so that whoever knows more takes it. */
  async leaveToNewer(run_id: string): Promise<void> {
    const { storage, worker_id } = this.#deps;
    this.intake.leave(run_id);
    await releaseRun(storage, run_id, worker_id);
    this.intake.turnedAway();
  }

  async #adopt(row: RunRow, folded: Folded | undefined): Promise<void> {
    const { storage, worker_id, clock, limits } = this.#deps;
    const { run_id, organization_id, segment_id } = row;
    if (!folded) return;
    const graph = await this.#graphs.load(row);
    for (const { step, contract } of graph.steps.values())
      if (!contract) throw new NewerRun(`The step type ${step.step_type} is not known here.`);
    const run = newRunMemory({ run_id, tenant_id: organization_id, segment_id }, graph, null);
    run.claim_id = worker_id;
    refold(run, folded, row.journal_bytes);
    if (run.state === null) {
      record(run, [await startedDraft(storage, row, clock())], limits.event_characters);
      fold(run);
    }
    recordLostAttempts(this.#deps, run, clock().toISOString());
    if (!this.#stopped) this.#driver.adopt(run);
  }

  /** A job says that a run is due. Without room here its row goes on saying so, and the others hear of it. */
  async #wake(run_id: string): Promise<void> {
    const { storage, worker_id, clock } = this.#deps;
    if (this.#stopped || this.intake.isFull() || this.intake.leaves(run_id)) {
      this.intake.turnedAway();
      return;
    }
    const full = this.intake.full();
    if (await claimRun(storage, run_id, worker_id, clock(), full)) await this.takeIn([run_id]);
    else if (full.length > 0) this.intake.turnedAway();
  }

  /** As a job would, for a run of which this process knows that it is due. */
  wake(run_id: string): void {
    if (this.#stopped) return;
    this.#wake(run_id).catch((error: unknown) =>
      this.#deps.log.warn({ err: error, run_id }, "A run could not be woken; its job tries again"),
    );
  }

  /** Showing that it lives must not wait for anything else. */
  #pulse(): void {
    this.#beating ??= this.#beat()
      .catch((error: unknown) => {
        this.#deps.log.warn({ err: error }, "The heartbeat failed; it is tried again");
        if (this.#stopped) return;
        this.#soon = setTimeout(() => this.#pulse(), Math.min(BEAT_AGAIN_MS, this.#deps.limits.heartbeat_ms));
      })
      .finally(() => {
        this.#beating = null;
      });
  }

  async #beat(): Promise<void> {
    if (await this.#life.beat()) await this.intake.shareOrphans();
    this.#tending ??= this.#tend()
      .catch((error: unknown) =>
        this.#deps.log.warn({ err: error }, "The runs of this worker could not be looked after"),
      )
      .finally(() => {
        this.#tending = null;
      });
  }

  async #tend(): Promise<void> {
    await this.#compare();
    await this.intake.fill(true);
    const unwanted = await unwantedChildren(this.#deps.storage);
    if (unwanted.length > 0) this.#hears.unwanted(unwanted);
  }

  /** Notifications are hints: this finds what they missed, lost claims and appends by others. */
  async #compare(): Promise<void> {
    const { storage, worker_id } = this.#deps;
    const before = [...this.#driver.runs.all()].filter((run) => run.claim_id === worker_id);
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
    await this.takeIn([...claimed.keys()].filter((run_id) => !this.#driver.get(run_id)));
  }
}
