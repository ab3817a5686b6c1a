// The world outside: one effect for each key, one key for each step, and nothing that the journal does not know.
import { isJsonObject } from "@worktrail/shared/json";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import type { History, OutsideCall, Report } from "../history.ts";
import { endsRun } from "./order.ts";

const place = ({ run_id, step_id }: { run_id: string; step_id: string }) => `${run_id} ${step_id}`;

export function checkOneEffect({ effects }: History, report: Report): void {
  const done = new Map<string, number>();
  for (const { run_id, step_id, effect } of effects) {
    const key = place({ run_id, step_id });
    const before = done.get(key);
    if (before !== undefined) {
      const message = `The step ${step_id} had two effects outside, ${before} and ${effect}.`;
      report({ run_id, seq: null, message });
    }
    done.set(key, effect);
  }
}

/** Every attempt of a step carries one key, and no two steps share one. */
export function checkKeys({ runs, calls }: History, report: Report): void {
  const keys = new Map<string, string>();
  const places = new Map<string, string>();
  const note = (key: string | null, at: { run_id: string; step_id: string }, seq: number | null) => {
    if (key === null) {
      report({ run_id: at.run_id, seq, message: `A call of ${at.step_id} came without an Idempotency-Key.` });
      return;
    }
    const known = keys.get(place(at));
    if (known !== undefined && known !== key)
      report({ run_id: at.run_id, seq, message: `${at.step_id} used the keys ${known} and ${key}.` });
    keys.set(place(at), key);
    const owner = places.get(key);
    if (owner !== undefined && owner !== place(at))
      report({ run_id: at.run_id, seq, message: `${at.step_id} shares the key ${key} with ${owner}.` });
    places.set(key, place(at));
  };
  for (const { run_id, events } of runs) {
    for (const event of events) {
      if (event.event_type !== "step.started") continue;
      note(event.payload.idempotency_key, { run_id, step_id: event.step_id }, event.seq);
    }
  }
  for (const call of calls) note(call.key, call, null);
}

/** Output commit: there is a recorded start for each call that left, and no more calls than starts. */
export function checkCallsAreKnown({ runs, calls }: History, report: Report): void {
  const starts = new Map<string, number>();
  for (const { run_id, events } of runs) {
    for (const event of events) {
      if (event.event_type !== "step.started") continue;
      const key = place({ run_id, step_id: event.step_id });
      starts.set(key, (starts.get(key) ?? 0) + 1);
    }
  }
  for (const [key, made] of Map.groupBy(calls, place)) {
    const [call] = made;
    const known = starts.get(key) ?? 0;
    if (!call || made.length <= known) continue;
    const message = `${call.step_id} called ${made.length} times and started ${known} times.`;
    report({ run_id: call.run_id, seq: null, message });
  }
}

export function checkCallsAfterEnd({ runs, calls, late_call_ms }: History, report: Report): void {
  const byRun = Map.groupBy(calls, ({ run_id }) => run_id);
  for (const { run_id, events } of runs) {
    const last = events.at(-1);
    if (!last || !endsRun(last.event_type)) continue;
    const late = (byRun.get(run_id) ?? []).find(({ at }) => at > Date.parse(last.timestamp) + late_call_ms);
    if (late) {
      const after = late.at - Date.parse(last.timestamp);
      report({ run_id, seq: last.seq, message: `${late.step_id} called ${after} ms after the run's end.` });
    }
  }
}

/** A step that says what happened outside says what did happen there. */
export function checkRecordedEffects({ runs, effects, calls }: History, report: Report): void {
  const done = new Map(effects.map((effect) => [place(effect), effect.effect]));
  const called = new Set(calls.map((call: OutsideCall) => place(call)));
  for (const { run_id, events } of runs) {
    for (const event of events) {
      const recorded = effectIn(event);
      if (recorded === null || event.event_type !== "step.completed") continue;
      const key = place({ run_id, step_id: event.step_id });
      if (done.get(key) === recorded && called.has(key)) continue;
      const message = `${event.step_id} recorded the effect ${recorded}; outside it was ${done.get(key) ?? "none"}.`;
      report({ run_id, seq: event.seq, message });
    }
  }
}

function effectIn(event: WorktrailEvent): number | null {
  if (event.event_type !== "step.completed" || event.step_type !== "http_action") return null;
  const { output } = event.payload.outputs;
  return isJsonObject(output) && typeof output.effect === "number" ? output.effect : null;
}
