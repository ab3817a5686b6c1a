// The address of a file of runs: `/api/runs/export`, with one `run_id` for its journal, several, or a filter. The file is
// whole by itself: values that the server keeps beside the journal stand in place in it.
import { z } from "zod";
import { RUN_STATUSES } from "../run/state.ts";
import { RunIdSchema } from "./runs.ts";
import { MAX_MANY_RUNS, RUN_TEXT_FIELDS, type RunsFilter, RunsFilterSchema } from "./runs-list.ts";

export const RUNS_EXPORT_PATH = "/api/runs/export";

/** The most runs in one file; the newest that fit. */
export const MAX_EXPORTED_RUNS = 1_000;

const several = <Item extends z.ZodType>(item: Item, most: number) =>
  z.preprocess(
    (value) => (typeof value === "string" ? [value] : value),
    z.array(item).min(1).max(most).optional(),
  );

/** The parameters of an address, in which everything is text. */
export const ExportRunsQuery = z.strictObject({
  ...RunsFilterSchema.shape,
  revision: z.coerce.number().pipe(z.int().min(1)).optional(),
  status: several(z.enum(RUN_STATUSES), RUN_STATUSES.length),
  dead_letter: z
    .literal("true")
    .transform(() => true as const)
    .optional(),
  text_in: several(z.enum(RUN_TEXT_FIELDS), RUN_TEXT_FIELDS.length),
  run_id: several(RunIdSchema, MAX_MANY_RUNS),
  /** `journal`: the events of one run, one a line. Left out: one line for each run, with its events in it. */
  form: z.literal("journal").optional(),
});
export type ExportRuns = z.output<typeof ExportRunsQuery>;

/** The address of the file with the journal of one run. */
export function journalExportPath(run_id: string): string {
  return pathWith([
    ["form", "journal"],
    ["run_id", run_id],
  ]);
}

/** The address of a file with these runs, or with those that fit. */
export function runsExportPath(chosen: { run_ids: readonly string[] } | { filter: RunsFilter }): string {
  if ("run_ids" in chosen) return pathWith(chosen.run_ids.map((run_id) => ["run_id", run_id]));
  return pathWith(
    Object.entries(chosen.filter).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value])
        .filter((one) => one !== undefined)
        .map((one): [string, string] => [name, String(one)]),
    ),
  );
}

const pathWith = (named: readonly (readonly [string, string])[]) =>
  `${RUNS_EXPORT_PATH}?${named.map((pair) => pair.map(encodeURIComponent).join("=")).join("&")}`;
