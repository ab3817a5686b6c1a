import { AppError } from "@worktrail/shared/errors";
import type { Deps } from "../deps.ts";
import type { Actor } from "../identity/actor.ts";
import { findRun } from "../runs/repo.ts";
import { isCut, readLogs } from "./repo.ts";

/** One line that a step said. `line` is its place in its attempt, from 1. */
export type LogLine = { step_id: string; attempt: number; line: number; at: string; text: string };
export type RunLogPage = {
  lines: LogLine[];
  /** Where the next page goes on. */
  cursor: number;
  /** The run said more than is kept. */
  cut: boolean;
};
export type RunLogQuery = { run_id: string; step_id?: string | undefined; after: number; limit: number };

/** What the steps of a run have said, as far as it is kept. A page ends with a whole batch, so it may be longer. */
export async function getRunLogs(
  { storage }: Pick<Deps, "storage">,
  { organization_id }: Pick<Actor, "organization_id">,
  { run_id, step_id, after, limit }: RunLogQuery,
): Promise<RunLogPage> {
  const run = await findRun(storage.db, { organization_id, run_id });
  if (!run) throw new AppError("NOT_FOUND", `There is no run ${run_id}.`);
  const key = { organization_id, run_id };
  const batches = await readLogs(storage, { ...key, step_id: step_id ?? null, after }, limit);
  const lines: LogLine[] = [];
  let cursor = after;
  for (const { batch, first_line, lines: said, ...about } of batches) {
    if (lines.length >= limit) break;
    const { step_id, attempt } = about;
    for (const [index, { at, text }] of said.entries())
      lines.push({ step_id, attempt, line: first_line + index, at: new Date(at).toISOString(), text });
    cursor = batch;
  }
  return { lines, cursor, cut: await isCut(storage, key) };
}
