// The runs that a run has started: starting them, seeing how they ended, stopping them.
import { AppError } from "@worktrail/shared/errors";
import type { JsonValue } from "@worktrail/shared/json";
import type { ChildrenPlan, RunError } from "@worktrail/shared/run/events";
import { stepInputs } from "@worktrail/shared/run/flow";
import { childInput } from "@worktrail/shared/run/plan-children";
import type { RunState } from "@worktrail/shared/run/state";
import { isTooCostly } from "@worktrail/shared/run/step-config";
import { hasErrors } from "@worktrail/shared/segment/validate";
import type { ChildrenRequest } from "@worktrail/shared/step/handler";
import { runInput } from "../runs/run-input.ts";
import { pinSegment } from "../segments/pin-segment.ts";
import { loadCheckedSegment } from "../segments/segment-documents.ts";
import { type ComputedEnd, computeEnd, computeRequest } from "./child-compute.ts";
import {
  type ChildEnd,
  type OpenChild,
  openChildren,
  type PlannedChildren,
  runError,
} from "./child-steps.ts";
import { type Attempt, contextBase, type Failure } from "./context.ts";
import type { CostlySteps } from "./costly-steps.ts";
import type { EngineDeps } from "./engine-deps.ts";
import type { StartRun } from "./new-run.ts";
import { logFor } from "./run-attempt.ts";
import type { RunMemory } from "./run-memory.ts";
import { waitingAttempt } from "./waiting-attempt.ts";

/** Segments inside one another. */
const MAX_DEPTH = 8;
const RETRY_MS = 1_000;

/** Why a run was cancelled that another one had started and no longer waits for. */
export const PARENT_STOPPED = "The run that started this one does not wait for it any more.";

type Target = { organization_id: string; run_id: string };

/** What the engine does for this part of it. */
export type ChildActions = {
  start(start: StartRun): Promise<unknown>;
  /** Lets a run that ended without success go on. */
  reopen(target: Target, parent: RunState): Promise<unknown>;
  cancel(target: Target, parent: Pick<RunState, "started_by">): Promise<unknown>;
};

type ChildRow = {
  run_id: string;
  status: string;
  ended: boolean;
  last_seq: number;
  outputs: string | null;
  error: string | null;
  /** By the parent itself, not by a person. */
  stopped: boolean;
};

export class ChildRuns {
  readonly #deps: EngineDeps;
  readonly #costly: CostlySteps;
  readonly #actions: ChildActions;
  #stopped = false;

  constructor(deps: EngineDeps, costly: CostlySteps, actions: ChildActions) {
    this.#deps = deps;
    this.#costly = costly;
    this.#actions = actions;
  }

  /** Starts nothing more. */
  close(): void {
    this.#stopped = true;
  }

  /** What an attempt is going to run, its revision looked up. Never rejects. */
  async plan(attempt: Attempt): Promise<PlannedChildren> {
    const { handlers } = this.#deps;
    const quick = computeRequest(handlers, contextBase(attempt), logFor(this.#deps, attempt));
    const computed = !quick.ok && isTooCostly(quick.failure) ? await this.#costly.request(attempt) : quick;
    if (!computed.ok) return computed;
    try {
      return await this.#pin(attempt, computed.request);
    } catch (error) {
      logFor(this.#deps, attempt)(error);
      const message = "The other segment could not be read now.";
      return refused({ code: "INTERNAL", message, recoverable: true });
    }
  }

  async #pin({ state }: Attempt, request: ChildrenRequest): Promise<PlannedChildren> {
    const { segment_id } = request;
    if (state.depth + 1 > MAX_DEPTH) {
      const message = `More than ${MAX_DEPTH} segments run inside one another here. Have ${segment_id} not run inside so many others.`;
      return refused({ code: "SUB_SEGMENT_DEPTH", message, recoverable: false });
    }
    const key = { organization_id: state.tenant_id, segment_id };
    const pinned = await pinSegment(this.#deps.storage.db, key, request.revision);
    if (!pinned) {
      const which = request.revision === null ? "" : ` with a revision ${request.revision}`;
      const message = `There is no segment ${segment_id}${which}. Choose another one.`;
      return refused({ code: "SUB_SEGMENT_NOT_FOUND", message, recoverable: false });
    }
    if (hasErrors(pinned.issues)) {
      const first = pinned.issues.find(({ severity }) => severity === "error")?.message ?? "";
      const message = `The segment ${segment_id} cannot run as it is. ${first}`.trim();
      return refused({ code: "SUB_SEGMENT_INVALID", message, recoverable: false });
    }
    const plan: ChildrenPlan = { ...request, inputs: [...request.inputs], revision: pinned.revision };
    return { ok: true, plan };
  }

  /**
   * Compares what the journal waits for with what there is: starts what is missing, lets go on what is to be tried
   * again, and notes what has ended. The state must be durable. `again` is called when there is more to see.
   */
  async look(run: RunMemory, again: () => void): Promise<void> {
    const { state } = run;
    const open = state ? openChildren(state) : [];
    if (!state || open.length === 0) return;
    await this.#deps.storage.query(
      "update runs set children_moved = false where run_id = $1 and children_moved",
      [state.run_id],
    );
    const rows = await this.#rows(state.tenant_id, open);
    for (const one of open) {
      const { run_id } = one.child;
      const launch = run.launching.get(run_id);
      if (launch === "starting" || launch === "look_again") {
        run.launching.set(run_id, "look_again");
        continue;
      }
      const row = rows.get(run_id);
      if (launch) run.child_ends.push(launch);
      else if (!row || mustGoOn(one, row)) this.#launch(run, state, one, row !== undefined, again);
      else if (row.ended) run.child_ends.push(await this.#endOf(run, state, one, row));
    }
  }

  async #rows(organization_id: string, open: readonly OpenChild[]): Promise<Map<string, ChildRow>> {
    const rows = await this.#deps.storage.query<ChildRow>(
      `select r.run_id, r.status, r.ended_at is not null as ended, r.last_seq,
         case when r.ended_at is null then null else r.outputs end as outputs, r.error,
         r.status = 'cancelled' and coalesce((
           select e.events::json -> -1 #>> '{payload,reason}' from run_events e
           where e.run_id = r.run_id order by e.seq desc limit 1), '') = $3 as stopped
       from runs r where r.organization_id = $1 and r.run_id = any($2::text[])`,
      [organization_id, open.map(({ child }) => child.run_id), PARENT_STOPPED],
    );
    return new Map(rows.map((row) => [row.run_id, row]));
  }

  #launch(run: RunMemory, state: RunState, one: OpenChild, exists: boolean, again: () => void): void {
    const { run_id } = one.child;
    const target = { organization_id: state.tenant_id, run_id };
    run.launching.set(run_id, "starting");
    const launched = exists ? this.#actions.reopen(target, state) : this.#start(state, one);
    launched.then(
      () => {
        if (run.launching.get(run_id) === "look_again") again();
        run.launching.delete(run_id);
        void this.#stopUnwanted(run, state, target);
      },
      (error: unknown) => {
        if (this.#stopped) return;
        // What can't be started will not be able to later; what can't be let go on has moved meanwhile.
        if (!exists && error instanceof AppError && error.kind !== "operational") {
          const why =
            error.kind === "user" ? error.message : "It could not be started; the server's log says why.";
          if (error.kind === "unexpected")
            this.#deps.log.error({ err: error, run_id }, "A run could not be started");
          const refusal = runError(error.code, why, false);
          run.launching.set(run_id, { ...placeOf(one), ok: false, error: refusal, seq: 0 });
          again();
          return;
        }
        this.#deps.log.warn(
          { err: error, run_id },
          "A run could not be started by another one; it is tried again",
        );
        setTimeout(() => {
          run.launching.delete(run_id);
          again();
        }, RETRY_MS).unref();
      },
    );
  }

  async #start(state: RunState, { step_id, plan, child, before }: OpenChild): Promise<void> {
    const { segment_id, revision } = plan;
    const key = { organization_id: state.tenant_id, segment_id };
    const [checked, [place]] = await Promise.all([
      loadCheckedSegment(this.#deps.storage.db, key, revision),
      this.#deps.storage.query<{ project_id: string }>(
        "select project_id from runs where run_id = $1 and organization_id = $2",
        [state.run_id, state.tenant_id],
      ),
    ]);
    if (!checked || !place)
      throw new AppError("NOT_FOUND", `Revision ${revision} of the segment ${segment_id} is gone.`);
    if (this.#stopped) return;
    await this.#actions.start({
      organization_id: state.tenant_id,
      project_id: place.project_id,
      segment: checked.segment,
      revision,
      input: runInput(checked.segment, childInput(plan, child, before)),
      config: state.config.priority === undefined ? {} : { priority: state.config.priority },
      started_by: state.started_by,
      child: {
        run_id: child.run_id,
        parent: { run_id: state.run_id, step_id, iteration: child.iteration },
        depth: state.depth + 1,
      },
    });
  }

  /** A run whose parent ended while it was being started has nobody who waits for it. */
  async #stopUnwanted(run: RunMemory, state: RunState, target: Target): Promise<void> {
    if (!run.gone || this.#stopped) return;
    const [parent] = await this.#deps.storage.query<{ ended: boolean }>(
      "select ended_at is not null as ended from runs where run_id = $1",
      [state.run_id],
    );
    if (parent?.ended) await this.stop(target.organization_id, [target.run_id], state);
  }

  async #endOf(run: RunMemory, state: RunState, one: OpenChild, row: ChildRow): Promise<ChildEnd> {
    const place = placeOf(one);
    if (row.status !== "completed") {
      return { ...place, ok: false, error: errorOf(row), seq: row.last_seq };
    }
    const output = outputOf(row);
    if (one.plan.mode !== "until") return { ...place, ok: true, output, done: true };
    const end = await this.#loopEnd(run, state, one, output);
    if (end.ok) return { ...place, ok: true, output, done: end.done };
    const { code, message, recoverable } = end.failure;
    return { ...place, ok: false, error: runError(code, message, recoverable), seq: row.last_seq };
  }

  async #loopEnd(
    run: RunMemory,
    state: RunState,
    { step_id, child }: OpenChild,
    output: JsonValue,
  ): Promise<ComputedEnd> {
    const step = run.graph.steps.get(step_id);
    const attempt = waitingAttempt(run.graph, state, step_id, step ? stepInputs(step, state) : {});
    const last = { iteration: child.iteration, output };
    const end = computeEnd(this.#deps.handlers, contextBase(attempt), last, logFor(this.#deps, attempt));
    return !end.ok && isTooCostly(end.failure) ? this.#costly.loopEnd(attempt, last) : end;
  }

  /** Cancels runs that nobody waits for; the ones that have ended, or never began, are left. */
  async stop(
    organization_id: string,
    run_ids: readonly string[],
    parent: Pick<RunState, "started_by">,
  ): Promise<void> {
    const cancel = (run_id: string) => this.#actions.cancel({ organization_id, run_id }, parent);
    const tried = await Promise.allSettled(run_ids.map(cancel));
    for (const { reason } of tried.filter((result) => result.status === "rejected")) {
      if (reason instanceof AppError) continue;
      this.#deps.log.warn({ err: reason }, "A run could not be stopped; the next heartbeat tries again");
    }
  }
}

const refused = (failure: Failure): PlannedChildren => ({ ok: false, failure });

const placeOf = ({ step_id, child }: OpenChild) => ({
  step_id,
  run_id: child.run_id,
  iteration: child.iteration,
});

/** Whether a run that has ended is to go on: it ended before this attempt of the step, or was stopped with the last one. */
function mustGoOn({ child }: OpenChild, row: ChildRow): boolean {
  if (!row.ended || row.status === "completed") return false;
  return row.last_seq <= child.ended_seq || row.stopped;
}

/** The value of the one step that ended the run; the object of all of them where there were several. */
function outputOf(row: ChildRow): JsonValue {
  // The journal's writer wrote it.
  const outputs = JSON.parse(row.outputs ?? "{}") as Record<string, JsonValue>;
  const values = Object.values(outputs);
  return values.length > 1 ? outputs : (values[0] ?? null);
}

function errorOf(row: ChildRow): RunError {
  const known = JSON.parse(row.error ?? "null") as RunError | null;
  if (known) return known;
  return runError("RUN_CANCELLED", "It was cancelled.", false);
}
