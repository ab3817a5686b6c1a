// Drives runs: fold, plan, perform, append, until the plan is empty. One loop per run, never two.
import type { EventDraft } from "@worktrail/shared/run/events";
import { planRun } from "@worktrail/shared/run/plan";
import { priorityRank } from "@worktrail/shared/run/priority";
import { hasTasks, nextWake } from "@worktrail/shared/run/state";
import { Checkpoints } from "../checkpoints/checkpoints.ts";
import { foldJournal } from "../checkpoints/fold-journal.ts";
import { ClaimLost, type RunAppend, SeqMoved, StartedBefore } from "../journal/append.ts";
import type { JournalWriter } from "../journal/journal-writer.ts";
import { mayPass } from "../journal/may-pass.ts";
import { readRunRow } from "../journal/read-journal.ts";
import { ActiveRuns } from "./active-runs.ts";
import type { ChildRuns } from "./child-runs.ts";
import { openChildren, recordChildEnd, recordPlan } from "./child-steps.ts";
import type { Attempt } from "./context.ts";
import type { CostlySteps } from "./costly-steps.ts";
import type { EngineDeps } from "./engine-deps.ts";
import { FairSemaphore } from "./fair-semaphore.ts";
import { neverBegan } from "./never-began.ts";
import { onlyWaits } from "./only-waits.ts";
import { Pacer } from "./pacer.ts";
import { beginsWork, perform } from "./perform.ts";
import { projectRun } from "./projection.ts";
import { recordOutcome } from "./record-outcome.ts";
import { recordLostAttempts } from "./recover.ts";
import { runExternal } from "./run-attempt.ts";
import { type Fact, fold, type RunMemory, refold, runHasEnded } from "./run-memory.ts";
import { isTooLarge, noticeSize, tooLarge } from "./run-size.ts";
import { askPerson, costlyTaskRequest } from "./task-steps.ts";

const MAX_PENDING_EVENTS = 500;
const MAX_TIMER_MS = 3_600_000;

export type DriverHears = {
  /** A run that this process could not go on with, through no fault of the database. */
  abandoned(run: RunMemory, error: unknown): void;
  /** There is room for another run. */
  left(): void;
  /** A run that was given back in the very moment in which something came up for it. */
  missed(run_id: string): void;
};

export class RunDriver {
  readonly #deps: EngineDeps;
  readonly #writer: JournalWriter;
  readonly #pacer = new Pacer();
  readonly #costly: CostlySteps;
  readonly #children: ChildRuns;
  readonly #external: FairSemaphore;
  readonly #checkpoints: Checkpoints;
  readonly #runs = new ActiveRuns();
  readonly #hears: DriverHears;
  #stopped = false;
  /** Set while nothing more may begin; called once no run is left. */
  #drained: (() => void) | null = null;

  constructor(
    deps: EngineDeps,
    writer: JournalWriter,
    parts: { costly: CostlySteps; children: ChildRuns },
    hears: DriverHears,
  ) {
    this.#deps = deps;
    this.#writer = writer;
    this.#hears = hears;
    const { external_steps, external_steps_per_organization } = deps.limits;
    this.#external = new FairSemaphore(external_steps, external_steps_per_organization);
    this.#checkpoints = new Checkpoints(deps);
    this.#costly = parts.costly;
    this.#children = parts.children;
  }

  /** Every run that this process drives, with what it knows to be durable. */
  get runs(): Pick<ActiveRuns, "size" | "counts" | "all"> {
    return this.#runs;
  }

  get(run_id: string): RunMemory | undefined {
    return this.#runs.get(run_id);
  }

  /** Takes a run into memory and drives it from its present state. */
  adopt(run: RunMemory): void {
    this.#runs.add(run);
    void this.drive(run);
  }

  /** Somebody else appended to a run of this process. */
  refresh(run: RunMemory): void {
    run.stale = true;
    void this.drive(run);
  }

  /** A run that this one has started may have moved. */
  look(run: RunMemory): void {
    run.look = true;
    void this.drive(run);
  }

  /** Begins no work any more, and gives back every run of which nothing is under way; waits `ms` at most. */
  async drain(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#drained = resolve;
    this.#external.turnAway();
    const runs = [...this.#runs.all()];
    if (runs.length === 0) return;
    const deadline = setTimeout(resolve, ms);
    for (const run of runs) void this.drive(run);
    await promise;
    clearTimeout(deadline);
  }

  /** Stops handlers and timers and forgets every run; what was not durable never happened. */
  stop(): void {
    this.#stopped = true;
    this.#costly.close();
    this.#children.close();
    this.#checkpoints.close();
    for (const run of [...this.#runs.all()]) this.#leave(run);
  }

  async drive(run: RunMemory): Promise<void> {
    run.again = true;
    if (run.driving) return;
    run.driving = true;
    try {
      while ((run.again || run.stale || run.look) && !run.gone) {
        run.again = false;
        await this.#turn(run);
      }
    } catch (error) {
      this.#abandon(run, error);
    } finally {
      run.driving = false;
    }
  }

  async #turn(run: RunMemory): Promise<void> {
    if (run.stale) await this.#reload(run);
    if (run.gone) return;
    if (run.look) await this.#look(run);
    this.#absorb(run);
    const now = await this.#advance(run);
    if (run.gone || run.stale) return;
    const next = run.state ? nextWake(run.state, now) : null;
    const drained = this.#isDrained(run);
    const due = drained && !runHasEnded(run) && !onlyWaits(run, now) ? now : next;
    const release = drained || runHasEnded(run) || this.#canPark(run, next, now);
    if (run.pending.length > 0 || release) await this.#commit(run, due, release);
    if (run.gone || run.stale) return;
    if (!release) {
      this.#armTimer(run, due, now);
      return;
    }
    this.#leave(run);
    if (run.look && !runHasEnded(run)) this.#hears.missed(run.identity.run_id);
  }

  /** While there is room, a run whose runs move is kept at hand. */
  async #look(run: RunMemory): Promise<void> {
    run.look = false;
    const before = run.child_ends.length;
    await this.#children.look(run, () => this.look(run));
    const { active_runs, park_after_ms } = this.#deps.limits;
    const roomy = this.#runs.size * 2 < active_runs;
    if (run.child_ends.length > before || run.launching.size > 0)
      run.stay_until = roomy ? Date.now() + park_after_ms : 0;
  }

  /** Writes what outside work led to, as far as the journal still waits for it. */
  #absorb(run: RunMemory): void {
    const now = this.#deps.now();
    for (const end of run.child_ends.splice(0)) {
      recordChildEnd(this.#deps, run, end, now);
      run.launching.delete(end.run_id);
    }
    fold(run);
    for (const fact of run.facts.splice(0)) {
      const { state } = run;
      const known = state?.steps[fact.step_id];
      const step = run.graph.steps.get(fact.step_id);
      if (!state || !step || known?.status !== "running" || known.attempts !== fact.attempt) continue;
      run.unsettled.push(fact);
      const attempt = { ...fact, state, step };
      if ("plan" in fact.outcome) recordPlan(this.#deps, run, attempt, fact.outcome, fact, fact.records);
      else if ("request" in fact.outcome)
        askPerson(this.#deps, run, attempt, fact.outcome, fact, fact.records);
      else recordOutcome(this.#deps, run, attempt, fact.outcome, fact, fact.records);
    }
    fold(run);
  }

  /** @returns the time of the last plan, which was empty unless the run is gone or stale */
  async #advance(run: RunMemory): Promise<string> {
    let committed = performance.now();
    const { limits } = this.#deps;
    for (;;) {
      const now = this.#deps.now();
      const { state } = run;
      if (!state) return now;
      const planned = isTooLarge(run, limits) ? [tooLarge(limits)] : planRun(run.graph, state, now);
      const commands = this.#drained ? planned.filter((one) => !beginsWork(run.graph, one)) : planned;
      if (commands.length === 0) return now;
      for (const command of commands) {
        perform(this.#deps, run, state, command, now);
        // Its state and what is pending already fill the memory: the next plan ends it.
        if (isTooLarge(run, limits)) break;
        const pause = this.#pacer.pause();
        if (pause) await pause;
      }
      fold(run);
      const waited = performance.now() - committed;
      if (waited < this.#deps.limits.commit_every_ms && run.pending.length < MAX_PENDING_EVENTS) continue;
      if (runHasEnded(run)) continue;
      await this.#commit(run, null, false);
      committed = performance.now();
      if (run.gone || run.stale) return now;
    }
  }

  /** Nothing is under way, and nothing is due soon: the row and its journal can wait without this process. */
  #canPark(run: RunMemory, due: string | null, now: string): boolean {
    if (run.running.size > 0 || run.starts.length > 0 || run.facts.length > 0) return false;
    if (run.look || run.launching.size > 0 || this.#mustStay(run)) return false;
    return due === null || Date.parse(due) - Date.parse(now) > this.#deps.limits.park_after_ms;
  }

  /** This process takes its leave, and nothing of the run is under way here. */
  #isDrained(run: RunMemory): boolean {
    return (
      this.#drained !== null && run.running.size === 0 && run.starts.length === 0 && run.facts.length === 0
    );
  }

  /** Its own runs are under way, and are likely to end soon. */
  #mustStay(run: RunMemory): boolean {
    if (run.stay_until <= Date.now()) return false;
    return run.state !== null && openChildren(run.state).length > 0;
  }

  async #commit(run: RunMemory, due: string | null, release: boolean): Promise<void> {
    const { state, identity } = run;
    if (!state) return;
    const append: RunAppend = {
      organization_id: identity.tenant_id,
      run_id: identity.run_id,
      expected_seq: run.durable_seq,
      claim_id: run.claim_id,
      next_claim: release ? null : this.#deps.worker_id,
      events: run.pending,
      projection: projectRun(state, due),
      start: run.start,
      wake_by_job: release && due !== null,
      has_tasks: hasTasks(state),
      ends_child_of: runHasEnded(run) ? (state.parent?.run_id ?? null) : null,
      stops: run.stops,
    };
    try {
      await this.#writer.append(append);
    } catch (error) {
      this.#refused(run, error);
      return;
    } finally {
      this.#pacer.rested();
    }
    if (run.gone) return;
    run.durable_seq += append.events.length;
    run.claim_id = append.next_claim;
    run.pending = [];
    run.folded = 0;
    run.start = null;
    run.unsettled = [];
    run.stops = [];
    run.started.resolve();
    noticeSize(this.#deps, run);
    this.#checkpoints.consider(run);
    this.#launch(run);
  }

  #refused(run: RunMemory, error: unknown): void {
    if (error instanceof SeqMoved) {
      run.stale = true;
      return;
    }
    if (error instanceof StartedBefore) run.started.reject(error);
    if (!(error instanceof StartedBefore || error instanceof ClaimLost)) throw error;
    this.#leave(run);
  }

  async #reload(run: RunMemory): Promise<void> {
    run.stale = false;
    const { storage, worker_id, clock } = this.#deps;
    const row = await readRunRow(storage, run.identity.run_id);
    if (row === null || row.ended || row.claim_id !== worker_id) {
      this.#leave(run);
      return;
    }
    run.claim_id = row.claim_id;
    refold(run, await foldJournal(storage, row), row.journal_bytes);
    for (const [step_id, { attempt, abort }] of run.running) {
      const known = run.state?.steps[step_id];
      if (known?.status !== "running" || known.attempts !== attempt) abort.abort();
    }
    recordLostAttempts(this.#deps, run, clock().toISOString());
  }

  #launch(run: RunMemory): void {
    for (const attempt of run.starts.splice(0)) void this.#work(run, attempt);
  }

  /** One attempt that takes time: its result comes back to the loop as a fact. */
  async #work(run: RunMemory, attempt: Attempt): Promise<void> {
    const { step_id } = attempt.step.step;
    const abort = new AbortController();
    run.running.set(step_id, { attempt: attempt.attempt, abort });
    const release = await this.#external.acquire(run.identity.tenant_id, priorityOfRun(run));
    const records: EventDraft[] = [];
    const began = performance.now();
    const outcome = release
      ? await this.#outcome(attempt, abort, records)
      : this.#neverBegan(attempt, records);
    release?.();
    if (run.running.get(step_id)?.abort === abort) run.running.delete(step_id);
    if (run.gone) return;
    run.facts.push({
      step_id,
      attempt: attempt.attempt,
      started_at: attempt.started_at,
      ended_at: this.#deps.now(),
      duration_ms: performance.now() - began,
      records,
      outcome,
    });
    void this.drive(run);
  }

  #neverBegan(attempt: Attempt, records: EventDraft[]): Fact["outcome"] {
    const { event, outcome } = neverBegan(attempt, this.#deps.now());
    records.push(event);
    return outcome;
  }

  /** Never rejects. */
  #outcome(attempt: Attempt, abort: AbortController, records: EventDraft[]): Promise<Fact["outcome"]> {
    switch (attempt.step.contract?.effect) {
      case "external":
        return runExternal(this.#deps, this.#costly, attempt, abort, records);
      case "waits":
        return costlyTaskRequest(this.#deps, this.#costly, attempt);
      case "runs":
        return this.#children.plan(attempt);
      case "pure":
      case undefined:
        return this.#costly.outputs(attempt);
    }
  }

  #armTimer(run: RunMemory, due: string | null, now: string): void {
    if (run.timer) clearTimeout(run.timer);
    run.timer = null;
    const stay = this.#mustStay(run) ? run.stay_until - Date.now() : Number.POSITIVE_INFINITY;
    const wait = due === null ? Number.POSITIVE_INFINITY : Date.parse(due) - Date.parse(now);
    if (this.#stopped || Math.min(wait, stay) === Number.POSITIVE_INFINITY) return;
    const delay = Math.min(Math.max(1, wait), Math.max(1, stay), MAX_TIMER_MS);
    run.timer = setTimeout(() => void this.drive(run), delay);
  }

  /** The run goes on elsewhere, later, or not at all. */
  #leave(run: RunMemory): void {
    run.gone = true;
    if (run.timer) clearTimeout(run.timer);
    for (const { abort } of run.running.values()) abort.abort();
    this.#runs.remove(run);
    if (this.#runs.size === 0) this.#drained?.();
    if (run.durable_seq === 0) run.started.reject(new ClaimLost("The run has left this process."));
    else run.started.resolve();
    if (!this.#stopped) this.#hears.left();
  }

  /** A fault of our own, or an append that the database can't take: the others must go on. */
  #abandon(run: RunMemory, error: unknown): void {
    this.#deps.log.error({ err: error, run_id: run.identity.run_id }, "A run had to be given up");
    run.started.reject(error);
    this.#leave(run);
    // While the database is away nothing is wrong with the run: the next heartbeat takes it in again.
    if (!this.#stopped && !mayPass(error)) this.#hears.abandoned(run, error);
  }
}

const priorityOfRun = ({ state }: RunMemory): number => priorityRank(state?.config.priority);
