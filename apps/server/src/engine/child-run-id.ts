import { createHash } from "node:crypto";

/**
 * The id of a run that a step starts follows from its place, so that it is the key under which it is started once,
 * however often the start is tried. Shares the parent's beginning, so that rows stay together in the indexes.
 */
export function childRunId(parent_run_id: string, step_id: string, iteration: number): string {
  const place = createHash("sha256").update(`${parent_run_id}\n${step_id}\n${iteration}`).digest("hex");
  return `${parent_run_id.slice(0, 13)}${place.slice(0, 20)}`;
}
