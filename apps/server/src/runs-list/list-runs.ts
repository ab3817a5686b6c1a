import type { ListRunsInput } from "@worktrail/shared/api/runs-list";
import type { z } from "zod";
import type { Storage } from "../db/storage.ts";
import type { Deps } from "../deps.ts";
import type { Actor } from "../identity/actor.ts";
import { findRunsByIds } from "../runs/repo.ts";
import { type RunCursor, readRunCursor, writeRunCursor } from "../runs/run-cursor.ts";
import { summaryOf } from "../runs/run-summary.ts";
import { findSubRuns } from "../runs/sub-run-costs.ts";
import { foundByText } from "./found-by-text.ts";
import { type ListFilter, pageSql, type Span } from "./newest-runs.ts";
import { cursorOf, endOfWindow } from "./search-window.ts";

type Query = Pick<Storage, "query">;

/**
 * Runs that fit, newest first. `next_cursor` is null when there are no more; a page may be short, or empty, and have
 * one: then it looked at as many runs as one request may, down to `searched_to`.
 */
export async function listRuns(
  { storage }: Pick<Deps, "storage">,
  actor: Pick<Actor, "organization_id">,
  input: z.output<typeof ListRunsInput>,
) {
  const { cursor, limit, ...asked } = input;
  const filter = { ...asked, organization_id: actor.organization_id };
  const before = cursor === undefined ? null : readRunCursor(cursor);
  const page = await findPage(storage, filter, before, limit);
  const [rows, below] = await Promise.all([
    findRunsByIds(storage.db, actor.organization_id, page.run_ids),
    findSubRuns(storage, actor.organization_id, page.run_ids),
  ]);
  const byId = new Map(rows.map((row) => [row.run_id, row]));
  return {
    runs: page.run_ids.flatMap((run_id) => {
      const row = byId.get(run_id);
      return row ? [{ ...summaryOf(row), error: row.error, sub_runs: below.get(run_id) ?? null }] : [];
    }),
    next_cursor: page.next ? writeRunCursor(page.next) : null,
    ...(page.searched_to === null ? {} : { searched_to: page.searched_to }),
  };
}

type Page = { run_ids: string[]; next: RunCursor | null; searched_to: string | null };

async function newestThatFit(storage: Query, filter: ListFilter, span: Span, limit: number) {
  if (filter.text !== undefined) return firstOf(foundByText(storage, filter, span, limit), limit);
  const { text, params } = pageSql(filter, span, limit);
  return storage.query<{ run_id: string; position: string }>(text, params);
}

async function firstOf<One>(all: AsyncIterable<One>, limit: number): Promise<One[]> {
  const first: One[] = [];
  for await (const one of all) if (first.push(one) === limit) break;
  return first;
}

/** The ids of one page, and where the next one goes on. */
export async function findPage(
  storage: Query,
  filter: ListFilter,
  before: RunCursor | null,
  limit: number,
): Promise<Page> {
  const down_to = await endOfWindow(storage, filter, before);
  const found = await newestThatFit(storage, filter, { before, down_to }, limit + 1);
  const shown = found.slice(0, limit);
  const run_ids = shown.map(({ run_id }) => run_id);
  const last = shown.at(-1);
  if (found.length > limit && last) return { run_ids, next: cursorOf(last), searched_to: null };
  return { run_ids, next: down_to, searched_to: down_to?.created_at ?? null };
}
