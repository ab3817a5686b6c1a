// What clients were told stays true: acknowledged starts, answers and cancels, and every event that a socket got.
import { isDeepStrictEqual } from "node:util";
import type { History, Report, RunHistory } from "../history.ts";

type Known = Map<string, RunHistory>;
const known = ({ runs }: History): Known => new Map(runs.map((run) => [run.run_id, run]));

export function checkAcknowledged(history: History, report: Report): void {
  const runs = known(history);
  const { starts, answers, cancels } = history.told;
  const keys = new Map<string, string>();
  for (const { run_id, idempotency_key } of starts) {
    const run = runs.get(run_id);
    if (!run) report({ run_id, seq: null, message: "The run was acknowledged and is gone." });
    else if (run.row.idempotency_key !== idempotency_key)
      report({ run_id, seq: null, message: `The run was started with the key ${idempotency_key}.` });
    const before = keys.get(idempotency_key);
    if (before !== undefined && before !== run_id)
      report({ run_id, seq: null, message: `The key ${idempotency_key} started ${before} as well.` });
    keys.set(idempotency_key, run_id);
  }
  for (const { run_id, task_id, action, operation_id } of answers) {
    const taken = runs
      .get(run_id)
      ?.events.some(
        (event) =>
          event.event_type === "human.task_completed" &&
          event.payload.task_id === task_id &&
          event.payload.decision.action === action &&
          event.payload.decision.operation_id === operation_id,
      );
    if (!taken) report({ run_id, seq: null, message: `The answer ${action} to ${task_id} is lost.` });
  }
  for (const { run_id } of cancels) {
    const recorded = runs.get(run_id)?.events.some(({ event_type }) => event_type === "segment.cancelled");
    if (!recorded) report({ run_id, seq: null, message: "The cancel was acknowledged and is lost." });
  }
}

/** A browser got nothing but what is in the journal, and within a batch in order. */
export function checkTold(history: History, report: Report): void {
  const runs = known(history);
  for (const { run_id, events } of history.told.batches) {
    const journal = runs.get(run_id)?.events ?? [];
    for (const [index, event] of events.entries()) {
      const { seq } = event;
      if (!isDeepStrictEqual(journal[seq - 1], event))
        report({ run_id, seq, message: `A browser was told ${event.event_type}; the journal differs.` });
      if (index > 0 && seq !== (events[index - 1]?.seq ?? 0) + 1)
        report({ run_id, seq, message: "A batch of events was told out of order." });
    }
  }
}
