// How large a run has become: from some size on it is told, from some size on the run stops.
import type { RunCommand } from "@worktrail/shared/run/commands";
import type { EngineDeps, EngineLimits } from "./engine-deps.ts";
import { type RunMemory, runHasEnded } from "./run-memory.ts";

/** Whether the run may not go on. */
export function isTooLarge(run: RunMemory, { run_events, run_bytes }: EngineLimits): boolean {
  const events = run.durable_seq + run.pending.length;
  return (events >= run_events || run.journal_bytes >= run_bytes) && !runHasEnded(run);
}

/** What is to happen to it, and what to do about it. */
export function tooLarge({ run_events, run_bytes }: EngineLimits): RunCommand {
  const error = {
    error_type: "RunFailure",
    error_message: `The run has reached the size that a run may have: ${run_events.toLocaleString("en")} events, or ${megabytes(run_bytes)} of journal and values. Split the work into several runs, for example with a step that runs another segment, or pass on less from step to step.`,
    error_code: "RUN_TOO_LARGE",
    recoverable: false,
  };
  return { type: "fail_run", step_id: null, error };
}

/** Tells once that a run has become large; watchers of the run look again. */
export function noticeSize({ limits, log, live }: EngineDeps, run: RunMemory): void {
  if (run.large || (run.durable_seq < limits.warn_events && run.journal_bytes < limits.warn_bytes)) return;
  run.large = true;
  const { run_id, tenant_id, segment_id } = run.identity;
  const size = { events: run.durable_seq, bytes: run.journal_bytes };
  log.warn({ run_id, segment_id, ...size }, "A run has become large; it stops when it reaches the limit");
  live.changed(tenant_id, "runs", run_id);
}

const megabytes = (bytes: number) => `${Math.round(bytes / 100_000) / 10} MB`;
