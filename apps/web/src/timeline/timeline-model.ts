// A run in time: when each attempt of each step was queued, ran and waited. Times are milliseconds from the run's start.
import type { RunStatus, StepStatus } from "@worktrail/shared/run/state";

/** `runs_below`: runs of another segment are under way for the step. `call`: a tool, a service or a model is asked. */
export const PART_KINDS = ["queued", "running", "runs_below", "person", "back_off", "call"] as const;
export type PartKind = (typeof PART_KINDS)[number];

/** `went_on`: the attempt went on in another way. `retried`: it failed, and another attempt follows. */
export type PartEnd = "went_on" | "completed" | "failed" | "retried" | "lost" | "skipped" | "cancelled";

/** One stretch of time in which a step, or something that it did, was doing one thing. */
export type Part = {
  kind: PartKind;
  attempt: number;
  start: number;
  /** Null while it goes on. */
  end: number | null;
  ended: PartEnd | null;
  /** What the process measured, which is finer than the times of two events; null where it did not. */
  measured_ms: number | null;
  /** What else is known of it: why it failed, who answered, what a model used. */
  note: string | null;
};

/** A moment at which a step was decided without having run. */
export type Mark = { kind: "skipped" | "disabled" | "not_asked" | "taken_over" | "given"; at: number };

/** What an attempt did inside, in a row of its own. */
export type Child = {
  key: string;
  kind: "model" | "http" | "tool" | "run";
  name: string;
  /** Of a run of another segment. */
  run: { run_id: string; iteration: number } | null;
  parts: readonly Part[];
};

export type Track = {
  step_id: string;
  step_type: string;
  status: StepStatus;
  /** In the order of time. */
  parts: readonly Part[];
  marks: readonly Mark[];
  children: ReadonlyMap<string, Child>;
  /** The last attempt's number; 0 before the first. */
  attempts: number;
  /** When the next attempt is due, while it backs off. */
  due: number | null;
  /** `seq` of the first start, by which what came before is told apart even within one millisecond. */
  first_start: number | null;
  /** `ports`: the outputs that carry a value; null where nothing may go on from here. */
  ended: { at: number; seq: number; ports: readonly string[] | null } | null;
};

/** A time in which the whole run stood still. `closed`: it had ended, and was opened again later. */
export type Band = { kind: "paused" | "closed"; start: number; end: number | null };

export type Timeline = {
  /** How many events are folded. */
  length: number;
  /** Epoch milliseconds of the run's start. */
  origin: number;
  /** The last event. */
  last: number;
  /** The start, or the last time that the run was opened again. */
  opened: number;
  /** In the order in which the steps first appear. */
  tracks: ReadonlyMap<string, Track>;
  bands: readonly Band[];
  /** `step_id`: the step that a failed run failed at. */
  ended: { at: number; seq: number; status: RunStatus; step_id: string | null } | null;
};

export const EMPTY_TIMELINE: Timeline = {
  length: 0,
  origin: 0,
  last: 0,
  opened: 0,
  tracks: new Map(),
  bands: [],
  ended: null,
};

/** Whether anything is drawn that ends with the present. */
export function goesOn({ tracks, bands, ended }: Timeline): boolean {
  if (ended) return false;
  if (bands.at(-1)?.end === null) return true;
  for (const { parts } of tracks.values()) if (parts.some(({ end }) => end === null)) return true;
  return false;
}
