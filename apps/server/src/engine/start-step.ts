import type { RunCommand } from "@worktrail/shared/run/commands";
import type { EventDraft } from "@worktrail/shared/run/events";
import type { RunState } from "@worktrail/shared/run/state";
import { isTooCostly } from "@worktrail/shared/run/step-config";
import { recordPlan } from "./child-steps.ts";
import { type Attempt, contextBase, idempotencyKey } from "./context.ts";
import type { EngineDeps } from "./engine-deps.ts";
import { recordOutcome } from "./record-outcome.ts";
import { computePure, logFor } from "./run-attempt.ts";
import { type RunMemory, record } from "./run-memory.ts";
import { askPerson, taskRequest } from "./task-steps.ts";

type StartCommand = Extract<RunCommand, { type: "start_step" }>;

/** Records the start of an attempt, and of what ends in the same turn also its end. */
export function startStep(
  deps: EngineDeps,
  run: RunMemory,
  state: RunState,
  command: StartCommand,
  now: string,
): void {
  const step = run.graph.steps.get(command.step_id);
  if (!step) throw new RangeError(`The segment has no step “${command.step_id}”.`);
  const { inputs, attempt: number } = command;
  const attempt: Attempt = { graph: run.graph, state, step, attempt: number, started_at: now, inputs };
  const started = startedEvent(attempt);
  switch (step.contract?.effect) {
    case "external":
      startLater(deps, run, attempt, started);
      return;
    case "waits": {
      const request = taskRequest(deps, attempt);
      if (!request.ok && isTooCostly(request.failure)) startLater(deps, run, attempt, started);
      else askPerson(deps, run, attempt, request, { ended_at: now, duration_ms: 0 }, [started]);
      return;
    }
    case "runs": {
      const plan = state.steps[step.step.step_id]?.children?.plan;
      // A later attempt goes on with what the first one planned.
      if (plan)
        recordPlan(deps, run, attempt, { ok: true, plan }, { ended_at: now, duration_ms: 0 }, [started]);
      else startLater(deps, run, attempt, started);
      return;
    }
    case "pure":
    case undefined: {
      const began = performance.now();
      const outcome = computePure(deps.handlers, contextBase(attempt), logFor(deps, attempt));
      if (!outcome.ok && isTooCostly(outcome.failure)) {
        startLater(deps, run, attempt, started);
        return;
      }
      const end = { ended_at: deps.now(), duration_ms: performance.now() - began };
      recordOutcome(deps, run, attempt, outcome, end, [started]);
    }
  }
}

/** What takes time begins once its start is durable, beside the loop. */
function startLater(deps: EngineDeps, run: RunMemory, attempt: Attempt, started: EventDraft): void {
  record(run, [started], deps.limits.event_characters);
  run.starts.push(attempt);
}

function startedEvent({ state, step, attempt, started_at }: Attempt): EventDraft {
  return {
    event_type: "step.started",
    step_id: step.step.step_id,
    step_type: step.step.step_type,
    attempt,
    timestamp: started_at,
    severity: "debug",
    payload: { idempotency_key: idempotencyKey(state.run_id, step.step.step_id) },
  };
}
