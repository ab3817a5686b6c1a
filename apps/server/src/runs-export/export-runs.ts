// Runs as lines of JSON, read and sent piece by piece: a file may be far larger than what fits into memory.
import { type ExportRuns, MAX_EXPORTED_RUNS } from "@worktrail/shared/api/runs-export";
import { AppError } from "@worktrail/shared/errors";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import type { Storage } from "../db/storage.ts";
import type { Deps } from "../deps.ts";
import type { Actor } from "../identity/actor.ts";
import { findRunsByIds, type RunSummaryRow } from "../runs/repo.ts";
import type { RunCursor } from "../runs/run-cursor.ts";
import { summaryOf } from "../runs/run-summary.ts";
import { findSubRuns, type SubRuns } from "../runs/sub-run-costs.ts";
import { findPage } from "../runs-list/list-runs.ts";
import { wholeEvent } from "./whole-events.ts";

type ExportDeps = Pick<Deps, "storage">;
type Member = Pick<Actor, "organization_id">;
export type RunsFile = { file_name: string; lines: AsyncGenerator<string> };

/** Characters after which no further run is begun. */
const MAX_CHARACTERS = 200_000_000;
const BATCHES_AT_ONCE = 500;
const BYTES_AT_ONCE = 1_000_000;
const RUNS_AT_ONCE = 50;
/** How often it goes on looking for runs that fit. */
const MAX_PAGES = 100;

/** @throws AppError when it names runs that are not there, before the first byte is sent */
export async function exportRuns(
  { storage }: ExportDeps,
  actor: Member,
  { run_id: run_ids, form, ...filter }: ExportRuns,
): Promise<RunsFile> {
  const named = run_ids && [...new Set(run_ids)];
  const rows = named ? await requireRuns(storage, actor, named) : [];
  if (form === "journal") {
    const [row, ...more] = rows;
    if (!row || more.length > 0) {
      throw new AppError("BAD_REQUEST", "Name the one run whose journal you want as run_id.", {
        path: "/run_id",
      });
    }
    return { file_name: `${row.segment_id}-${row.run_id}.jsonl`, lines: journalLines(storage, actor, row) };
  }
  const found = named ? inOne(rows) : findAll(storage, actor, filter);
  const which = filter.segment_id === undefined ? "" : `-${filter.segment_id}`;
  return { file_name: `runs${which}.jsonl`, lines: runLines(storage, actor, found) };
}

async function requireRuns(
  storage: Storage,
  actor: Member,
  run_ids: readonly string[],
): Promise<RunSummaryRow[]> {
  const rows = await findRunsByIds(storage.db, actor.organization_id, run_ids);
  const byId = new Map(rows.map((row) => [row.run_id, row]));
  return run_ids.map((run_id) => {
    const row = byId.get(run_id);
    if (!row) throw new AppError("NOT_FOUND", `There is no run ${run_id}.`, { path: "/run_id" });
    return row;
  });
}

type Found = { rows: readonly RunSummaryRow[]; more: boolean };

async function* inOne(rows: readonly RunSummaryRow[]): AsyncGenerator<Found> {
  yield { rows, more: false };
}

/** Page by page, newest first; `more` with the last one when there are still others. */
async function* findAll(
  storage: Storage,
  actor: Member,
  filter: Omit<ExportRuns, "run_id" | "form">,
): AsyncGenerator<Found> {
  const owned = { ...filter, organization_id: actor.organization_id };
  let before: RunCursor | null = null;
  for (let left = MAX_EXPORTED_RUNS, pages = 1; left > 0; pages++) {
    const page = await findPage(storage, owned, before, Math.min(left, RUNS_AT_ONCE));
    const rows = await findRunsByIds(storage.db, actor.organization_id, page.run_ids);
    const byId = new Map(rows.map((row) => [row.run_id, row]));
    left -= page.run_ids.length;
    const ordered = page.run_ids.flatMap((run_id) => byId.get(run_id) ?? []);
    const last = page.next === null || left === 0 || pages === MAX_PAGES;
    yield { rows: ordered, more: last && page.next !== null };
    if (last) return;
    before = page.next;
  }
}

/** A line for each run, and a last one that tells a whole file from one that was cut off on its way. */
async function* runLines(
  storage: Storage,
  actor: Member,
  found: AsyncGenerator<Found>,
): AsyncGenerator<string> {
  let runs = 0;
  let characters = 0;
  let complete = true;
  for await (const { rows, more } of found) {
    complete = !more;
    const run_ids = rows.map(({ run_id }) => run_id);
    const below = await findSubRuns(storage, actor.organization_id, run_ids);
    for (const row of rows) {
      if (characters > MAX_CHARACTERS) {
        complete = false;
        break;
      }
      for await (const piece of runLine(storage, actor, row, below.get(row.run_id) ?? null)) {
        characters += piece.length;
        yield piece;
      }
      runs += 1;
    }
    if (!complete) break;
  }
  yield `${JSON.stringify({ kind: "end", runs, complete })}\n`;
}

async function* runLine(
  storage: Storage,
  actor: Member,
  row: RunSummaryRow,
  sub_runs: SubRuns | null,
): AsyncGenerator<string> {
  const { stale: _, ...run } = summaryOf(row);
  yield `{"kind":"run","run":${JSON.stringify({ ...run, error: row.error, sub_runs })},"events":[`;
  yield* eventPieces(storage, actor, row.run_id, LIST);
  yield "]}\n";
}

async function* journalLines(storage: Storage, actor: Member, row: RunSummaryRow): AsyncGenerator<string> {
  let any = false;
  for await (const piece of eventPieces(storage, actor, row.run_id, LINES)) {
    any = true;
    yield piece;
  }
  if (any) yield "\n";
}

/** `plain`: a row of the journal that refers to no large values, an array of events, as it stands in the file. */
type Form = { between: string; plain: (batch: string) => string };
const LIST: Form = { between: ",", plain: (batch) => batch.slice(1, -1) };
const LINES: Form = {
  between: "\n",
  plain: (batch) =>
    readBatch(batch)
      .map((event) => JSON.stringify(event))
      .join("\n"),
};

// The journal's writer wrote it.
const readBatch = (batch: string) => JSON.parse(batch) as WorktrailEvent[];

async function* eventPieces(
  storage: Storage,
  { organization_id }: Member,
  run_id: string,
  { between, plain }: Form,
): AsyncGenerator<string> {
  const run = { organization_id, run_id };
  let first = true;
  for await (const batch of batches(storage, run)) {
    if (!first) yield between;
    first = false;
    if (!batch.includes('"stored":[')) {
      yield plain(batch);
      continue;
    }
    for (const [index, event] of readBatch(batch).entries()) {
      if (index > 0) yield between;
      yield* wholeEvent(storage, run, event);
    }
  }
}

/** The journal of a run, a few of its rows at a time: as many as fit, and at least one. */
async function* batches(
  storage: Pick<Storage, "query">,
  { organization_id, run_id }: { organization_id: string; run_id: string },
): AsyncGenerator<string> {
  for (let after = 0; ; ) {
    const rows = await storage.query<{ last_seq: number; events: string }>(
      `select last_seq, events from (
         select seq, last_seq, events, sum(octet_length(events)) over (order by seq) - octet_length(events) as before
         from (select seq, last_seq, events from run_events
               where organization_id = $1 and run_id = $2 and seq > $3 order by seq limit $4) as next) as weighed
       where before < $5 order by seq`,
      [organization_id, run_id, after, BATCHES_AT_ONCE, BYTES_AT_ONCE],
    );
    for (const { events } of rows) yield events;
    const last = rows.at(-1);
    if (!last) return;
    after = last.last_seq;
  }
}
