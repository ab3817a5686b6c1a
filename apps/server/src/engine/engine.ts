// The engine of one process: what services call. The parts beside it do the work.
import { randomUUID } from "node:crypto";
import { AppError } from "@worktrail/shared/errors";
import type { EventDraft, Person } from "@worktrail/shared/run/events";
import type { RunState, RunStatus } from "@worktrail/shared/run/state";
import type { TaskDecision } from "@worktrail/shared/step/handler";
import { foldJournal } from "../checkpoints/fold-journal.ts";
import { NewerRun } from "../checkpoints/newer-run.ts";
import { type RunAppend, StartedBefore } from "../journal/append.ts";
import { JournalWriter } from "../journal/journal-writer.ts";
import { told } from "../values/set-aside.ts";
import { ChildRuns, PARENT_STOPPED } from "./child-runs.ts";
import type { UnwantedChild } from "./claim.ts";
import { CostlySteps } from "./costly-steps.ts";
import { RunDriver } from "./drive.ts";
import { DEFAULT_LIMITS, type EngineDeps, type EngineOptions } from "./engine-deps.ts";
import { Graphs } from "./graphs.ts";
import { questionsBeforeRetry } from "./lost-steps.ts";
import { firstEvents, newRun, newRunId, type StartRun } from "./new-run.ts";
import { projectRun } from "./projection.ts";
import { QueueGate } from "./queue-gate.ts";
import * as actions from "./run-actions.ts";
import { appendFromOutside, type CommandResult, type CommandTarget, type Decide } from "./run-command.ts";
import { EventTooLarge, fold, newRunMemory, type RunMemory, record } from "./run-memory.ts";
import { checkDecision } from "./task-steps.ts";
import { timestamps } from "./timestamps.ts";
import { Worker } from "./worker.ts";

export type TaskTarget = { organization_id: string; task_id: string };
export type Answer = Omit<TaskDecision, "decided_at">;
type Status = { status: RunStatus };

/** @param options.worker_id must differ between processes that live at the same time */
export function createEngine(options: EngineOptions): Engine {
  const { clock = () => new Date() } = options;
  return new Engine({
    ...options,
    worker_id: options.worker_id ?? randomUUID(),
    clock,
    now: timestamps(clock),
    random: options.random ?? Math.random,
    limits: { ...DEFAULT_LIMITS, ...options.limits },
  });
}

/** Every promise of a command resolves once what it did is durable. */
export class Engine {
  readonly #deps: EngineDeps;
  readonly #writer: JournalWriter;
  readonly #driver: RunDriver;
  readonly #graphs: Graphs;
  readonly #worker: Worker;
  readonly #children: ChildRuns;
  readonly #gate: QueueGate;

  constructor(deps: EngineDeps) {
    this.#deps = deps;
    this.#graphs = new Graphs(deps.storage, deps.catalog);
    this.#writer = new JournalWriter({
      storage: deps.storage,
      onCommitted: (appends) => this.#publish(appends),
      onTrouble: (error) => deps.log.warn({ err: error }, "A commit to the journal failed"),
    });
    this.#gate = new QueueGate(deps.storage, deps.limits.queued_runs);
    const costly = new CostlySteps(deps);
    this.#children = new ChildRuns(deps, costly, {
      start: (start) => this.startRun(start),
      reopen: (target, { started_by }) => this.#reopen(target, { requested_by: started_by }, () => undefined),
      cancel: (target, { started_by }) =>
        this.cancelRun(target, { requested_by: started_by, reason: PARENT_STOPPED }),
    });
    this.#driver = new RunDriver(
      deps,
      this.#writer,
      { costly, children: this.#children },
      {
        abandoned: (run, error) => this.#abandoned(run, error),
        left: () => this.#worker.intake.roomIsFree(),
        missed: (run_id) => this.#worker.wake(run_id),
      },
    );
    this.#worker = new Worker(deps, this.#driver, this.#graphs, {
      giveUp: (target) => void this.#giveUp(target, actions.GIVEN_UP).catch(() => undefined),
      poisoned: (target) => this.#giveUp(target, actions.POISONED),
      unwanted: (children) => this.#stopUnwanted(children),
    });
  }

  /** Begins to take work: recovers runs of dead workers, and wakes what is due. `startQueue` comes first. */
  start(): Promise<void> {
    return this.#worker.start();
  }

  /**
   * Gives every run back. Handlers under way have `drain_ms` to end; then they are aborted, and tried again by
   * whoever takes the run. What is started meanwhile is queued for others.
   */
  async stop(drain_ms = 0): Promise<void> {
    await this.#worker.leave();
    if (drain_ms > 0) await this.#driver.drain(drain_ms);
    this.#worker.halt();
    this.#driver.stop();
    await this.#writer.close();
    await this.#worker.stop();
  }

  /** Ends all activity and writes nothing more, as a killed process would. */
  crash(): void {
    this.#worker.halt();
    this.#driver.stop();
    void this.#writer.close();
  }

  /** Resolves with the first commit of the run; a run of pure steps has ended by then. */
  async startRun(start: StartRun): Promise<{ run_id: string }> {
    const known = await this.#findStarted(start);
    if (known) return known;
    const { organization_id, segment, revision } = start;
    const { segment_id } = segment;
    const graph = this.#graphs.of(organization_id, segment, revision);
    const identity = { run_id: start.child?.run_id ?? newRunId(), tenant_id: organization_id, segment_id };
    const hasRoom = this.#worker.intake.hasRoomFor(organization_id);
    if (!hasRoom && !start.from) return this.#queueRun(start, identity.run_id, null);
    const run = newRunMemory(identity, graph, newRun(start));
    this.#recordStart(run, start);
    // What it begins with is in no row: it waits with the beginning of its journal written.
    if (!hasRoom) return this.#queueRun(start, identity.run_id, run);
    this.#driver.adopt(run);
    return this.#startedOnce(start, identity.run_id, run.started.promise);
  }

  cancelRun(target: CommandTarget, by: actions.Requested): Promise<Status> {
    return this.#command(target, false, (state) => actions.cancelRun(state, by, this.#now()));
  }

  /** Also the runs that it has started; what is just being started is left, and no further ones are. */
  async pauseRun(target: CommandTarget, by: actions.Requested): Promise<Status> {
    const { status } = await this.#command(target, false, (state) =>
      actions.pauseRun(state, by, this.#now()),
    );
    await this.#forChildren(target, (child) => this.pauseRun(child, by));
    return { status };
  }

  /** Also the runs that it has started. */
  async resumeRun(target: CommandTarget, by: actions.Requested): Promise<Status> {
    const { status } = await this.#command(target, true, (state) =>
      actions.resumeRun(state, by, this.#now()),
    );
    await this.#forChildren(target, (child) => this.resumeRun(child, by));
    return { status };
  }

  /** Goes on with a run that failed, timed out or was cancelled, from the steps that did not complete. */
  retryRun(target: CommandTarget, by: actions.Requested): Promise<Status> {
    return this.#reopen(target, by, (state) => {
      if (state.parent !== null) throw actions.startedByAnother();
    });
  }

  /**
   * Takes the one answer of a task. The same `operation_id` again is answered as the first time.
   * @throws AppError NOT_FOUND, TASK_CLOSED, INVALID_INPUT
   */
  async decideTask(target: TaskTarget, answer: Answer): Promise<{ run_id: string } & Status> {
    const run = await this.#runOfTask(target);
    const decision = { ...answer, decided_at: this.#now() };
    const result = await this.#command(run, true, async (state, row, reader) => {
      if (isRepeated(state, target.task_id, answer)) return [];
      const task = actions.findOpenTask(state, target.task_id);
      const graph = await this.#graphs.load(row, reader);
      const [problem] = checkDecision(this.#deps, graph, state, task.step_id, answer);
      if (problem !== undefined) throw new AppError("INVALID_INPUT", problem, { path: "/values" });
      return [actions.completeTask(task, stepType(graph, task.step_id), target.task_id, decision)];
    });
    return { run_id: run.run_id, ...result };
  }

  claimTask(target: TaskTarget, by: Person): Promise<void> {
    return this.#changeTask(target, (task, type, now) =>
      actions.claimTask(task, type, target.task_id, by, now),
    );
  }

  releaseTask(target: TaskTarget, by: Person): Promise<void> {
    return this.#changeTask(target, (task, type, now) =>
      actions.releaseTask(task, type, target.task_id, by, now),
    );
  }

  /** What the journal says. Null for a run that is still queued, or that the organisation does not have. */
  async loadState(target: CommandTarget): Promise<RunState | null> {
    const { storage } = this.#deps;
    const [row] = await storage.query<{ last_seq: number }>(
      "select last_seq from runs where run_id = $1 and organization_id = $2",
      [target.run_id, target.organization_id],
    );
    return row ? (await foldJournal(storage, { ...target, last_seq: row.last_seq })).state : null;
  }

  /** Ended meanwhile, or never begun: then there is nothing to do for it. */
  async #forChildren(
    { organization_id, run_id }: CommandTarget,
    act: (child: CommandTarget) => Promise<unknown>,
  ): Promise<void> {
    const rows = await this.#deps.storage.query<{ run_id: string }>(
      "select run_id from runs where parent_run_id = $1 and organization_id = $2 and ended_at is null",
      [run_id, organization_id],
    );
    const tried = await Promise.allSettled(rows.map((row) => act({ organization_id, run_id: row.run_id })));
    for (const { reason } of tried.filter((result) => result.status === "rejected"))
      if (!(reason instanceof AppError)) throw reason;
  }

  #stopUnwanted(children: readonly UnwantedChild[]): void {
    for (const { organization_id, run_id, started_by, name } of children)
      void this.#children.stop(organization_id, [run_id], { started_by: { user_id: started_by, name } });
  }

  #recordStart(run: RunMemory, start: StartRun): void {
    try {
      record(run, firstEvents(start, this.#now()), this.#deps.limits.event_characters);
    } catch (error) {
      if (!(error instanceof EventTooLarge)) throw error;
      throw new AppError("PAYLOAD_TOO_LARGE", "The input is larger than a run may have.", { path: "/input" });
    }
    fold(run);
  }

  #reopen(target: CommandTarget, by: actions.Requested, check: (state: RunState) => void): Promise<Status> {
    return this.#command(target, true, async (state, row, reader) => {
      check(state);
      const now = this.#now();
      const opened = actions.retryRun(state, by, now);
      return [...opened, ...questionsBeforeRetry(await this.#graphs.load(row, reader), state, now)];
    });
  }

  async #changeTask(
    target: TaskTarget,
    change: (task: actions.OpenTask, step_type: string, now: string) => EventDraft[],
  ): Promise<void> {
    const run = await this.#runOfTask(target);
    await this.#command(run, false, async (state, row, reader) => {
      const task = actions.findOpenTask(state, target.task_id);
      return change(task, stepType(await this.#graphs.load(row, reader), task.step_id), this.#now());
    });
  }

  async #command(target: CommandTarget, wakes: boolean, decide: Decide): Promise<Status> {
    const { storage, worker_id, clock } = this.#deps;
    const result = await appendFromOutside(storage, target, { worker_id, now: clock(), wakes }, decide);
    if (result.append) {
      this.#publish([result.append]);
      await this.#follow(result, target.run_id);
    }
    return { status: result.state.status };
  }

  /** The journal has moved: whoever drives the run in this process has to know at once. */
  async #follow({ mine }: CommandResult, run_id: string): Promise<void> {
    const driven = this.#driver.get(run_id);
    if (driven) this.#driver.refresh(driven);
    else if (mine) await this.#worker.takeIn([run_id]);
  }

  async #findStarted(start: StartRun): Promise<{ run_id: string } | null> {
    const { organization_id, idempotency_key, child } = start;
    if (child) {
      const [row] = await this.#deps.storage.query<{ run_id: string }>(
        "select run_id from runs where run_id = $1 and organization_id = $2",
        [child.run_id, organization_id],
      );
      return row ?? null;
    }
    if (idempotency_key === undefined) return null;
    const [row] = await this.#deps.storage.query<{ run_id: string }>(
      "select run_id from runs where organization_id = $1 and idempotency_key = $2",
      [organization_id, idempotency_key],
    );
    return row ?? null;
  }

  async #startedOnce(start: StartRun, run_id: string, durable: Promise<void>): Promise<{ run_id: string }> {
    try {
      await durable;
      return { run_id };
    } catch (error) {
      const earlier = error instanceof StartedBefore ? await this.#findStarted(start) : null;
      if (earlier) return earlier;
      throw new AppError("UNAVAILABLE", "The run could not be started now. Try again in a moment.", {
        kind: "operational",
        cause: error,
      });
    }
  }

  /** There is no room for it here: the run waits in its row for whoever has some first. */
  async #queueRun(start: StartRun, run_id: string, begun: RunMemory | null): Promise<{ run_id: string }> {
    // What a run starts belongs to it: refusing that would fail what has begun.
    if (!start.child) await this.#gate.admit();
    const nothing = { outputs: null, error: null, started_at: null, ended_at: null, wake_at: null };
    const durable = this.#writer.append({
      organization_id: start.organization_id,
      run_id,
      expected_seq: 0,
      claim_id: null,
      next_claim: null,
      events: begun?.pending ?? [],
      projection: begun?.state ? projectRun(begun.state, this.#now()) : { status: "queued", ...nothing },
      start: newRun(start),
      wake_by_job: false,
      has_tasks: false,
      ends_child_of: null,
      stops: [],
    });
    const started = await this.#startedOnce(start, run_id, durable);
    this.#worker.intake.queued(start.organization_id);
    return started;
  }

  async #runOfTask({ organization_id, task_id }: TaskTarget): Promise<CommandTarget> {
    const [row] = await this.#deps.storage.query<{ run_id: string }>(
      "select run_id from tasks where task_id = $1 and organization_id = $2",
      [task_id, organization_id],
    );
    if (!row) throw new AppError("NOT_FOUND", "There is no such task.");
    return { organization_id, run_id: row.run_id };
  }

  #abandoned(run: RunMemory, error: unknown): void {
    // A run of which nothing is durable does not exist.
    if (run.start !== null) return;
    const { tenant_id: organization_id, run_id } = run.identity;
    const act =
      error instanceof NewerRun
        ? this.#worker.leaveToNewer(run_id)
        : this.#giveUp({ organization_id, run_id }, actions.GIVEN_UP);
    void act.catch(() => undefined);
  }

  /** Rejects, once that was logged, when the run could not be marked. */
  async #giveUp(target: CommandTarget, why: typeof actions.GIVEN_UP): Promise<void> {
    try {
      await this.#command(target, false, (state) => actions.failRun(state, why, this.#now()));
    } catch (error) {
      this.#deps.log.error({ err: error, run_id: target.run_id }, "A run could not be marked as failed");
      throw error;
    }
  }

  #publish(appends: readonly RunAppend[]): void {
    const batch = appends.flatMap(({ organization_id, run_id, events }) => {
      if (events.length === 0) return [];
      return [{ organization_id, run_id, events: events.map(told), texts: events.map((e) => e.text) }];
    });
    if (batch.length > 0) this.#deps.live.committed(batch);
    for (const append of appends) this.#tellFamily(append);
  }

  /** Whom the end of a run concerns: the run that waits for it, and the ones that it has started. */
  #tellFamily({ organization_id, ends_child_of, stops, events }: RunAppend): void {
    if (ends_child_of !== null) {
      const parent = this.#driver.get(ends_child_of);
      if (parent) this.#driver.look(parent);
      else this.#worker.wake(ends_child_of);
    }
    if (stops.length === 0) return;
    const cancelled = events.find(({ event }) => event.event_type === "segment.cancelled")?.event;
    const by = cancelled?.event_type === "segment.cancelled" ? cancelled.payload.requested_by : SERVER;
    void this.#children.stop(organization_id, stops, { started_by: by });
  }

  #now(): string {
    return this.#deps.now();
  }
}

/** Who cancels what a run had started that went wrong. */
const SERVER = { user_id: "server", name: "the server" };

function isRepeated(state: RunState, task_id: string, answer: Answer): boolean {
  if (answer.operation_id === null) return false;
  const task = Object.values(state.steps).find((step) => step.task?.task_id === task_id)?.task;
  return task?.decision?.operation_id === answer.operation_id;
}

function stepType(graph: ReturnType<Graphs["of"]>, step_id: string): string {
  return graph.steps.get(step_id)?.step.step_type ?? "unknown";
}
