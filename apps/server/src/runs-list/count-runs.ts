import type { ChartRange, CountRunsInput, RunsFilter } from "@worktrail/shared/api/runs-list";
import { RUN_STATUSES, type RunStatus } from "@worktrail/shared/run/state";
import type { z } from "zod";
import type { Storage } from "../db/storage.ts";
import type { Deps } from "../deps.ts";
import type { Actor } from "../identity/actor.ts";
import type { RunCursor } from "../runs/run-cursor.ts";
import { foundByText } from "./found-by-text.ts";
import {
  type ChartSpan,
  chartSql,
  countSql,
  countWindowSql,
  isWindowed,
  type ListFilter,
} from "./newest-runs.ts";
import { endOfWindow } from "./search-window.ts";

/** Of each status, and of a window; beyond it is "more than". */
export const MOST_COUNTED = 10_000;
/** All that a chart counts; what is older is left out, and said so. */
const MOST_CHARTED = 50_000;

type Query = Pick<Storage, "query">;
type StatusCount = { status: RunStatus; count: number };

/** How many runs fit, by status and over time. The counts leave the chosen statuses out, so that others can be chosen. */
export async function countRuns(
  { storage }: Pick<Deps, "storage">,
  actor: Pick<Actor, "organization_id">,
  { chart, ...filter }: z.output<typeof CountRunsInput>,
) {
  const owned = { ...filter, organization_id: actor.organization_id };
  return {
    ...(await countByStatus(storage, owned)),
    chart: chart ? await chartOf(storage, owned, chart) : null,
  };
}

/** `searched_to`: older runs were not looked at; null when all were. */
async function countByStatus(storage: Query, filter: ListFilter) {
  const counted = isWindowed(filter) ? await countWindow(storage, filter) : await countAll(storage, filter);
  const counts = RUN_STATUSES.map((status) => {
    const count = counted.rows.find((row) => row.status === status)?.count ?? 0;
    return { status, count: Math.min(count, MOST_COUNTED), more: count > MOST_COUNTED };
  });
  return { counts, searched_to: counted.searched_to };
}

async function countAll(storage: Query, filter: ListFilter) {
  const { text, params } = countSql(filter, MOST_COUNTED + 1);
  return { rows: await storage.query<StatusCount>(text, params), searched_to: null };
}

async function countWindow(storage: Query, filter: ListFilter) {
  const all = { ...filter, status: undefined };
  const down_to = await endOfWindow(storage, all, null);
  const rows = await countWithin(storage, all, down_to);
  return { rows, searched_to: down_to?.created_at ?? null };
}

async function countWithin(storage: Query, filter: ListFilter, down_to: RunCursor | null) {
  if (filter.text !== undefined) return tally(storage, filter, down_to, () => 0);
  const { text, params } = countWindowSql(filter, down_to, MOST_CHARTED);
  return storage.query<StatusCount>(text, params);
}

type BucketCount = StatusCount & { bucket: number };

/** Counts what a search for a text finds. @param bucketOf of the time that a run was made at, in milliseconds */
async function tally(
  storage: Query,
  filter: ListFilter,
  down_to: RunCursor | null,
  bucketOf: (at: number) => number,
): Promise<BucketCount[]> {
  const counts = new Map<string, BucketCount>();
  for await (const { status, position } of foundByText(storage, filter, { down_to }, MOST_CHARTED)) {
    const bucket = bucketOf(Date.parse(position));
    const one = counts.get(`${bucket} ${status}`) ?? { bucket, status, count: 0 };
    counts.set(`${bucket} ${status}`, { ...one, count: one.count + 1 });
  }
  return [...counts.values()];
}

type Bucket = { at: string; completed: number; failed: number; other: number };

async function chartOf(storage: Query, filter: ListFilter, range: ChartRange) {
  const within = { ...filter, ...overlap(filter, range) };
  const down_to = await endOfWindow(storage, within, null);
  const span = { from: range.from, bucket_seconds: range.bucket_seconds, down_to };
  const rows = await chartWithin(storage, within, span);
  const cut = rows.reduce((sum, { count }) => sum + count, 0) >= MOST_CHARTED;
  const at = (bucket: number) =>
    new Date(Date.parse(range.from) + bucket * range.bucket_seconds * 1_000).toISOString();
  const oldest = rows.reduce((least, { bucket }) => Math.min(least, bucket), Number.POSITIVE_INFINITY);
  return {
    ...range,
    /** Bars in which nothing is are left out. */
    buckets: bucketsOf(rows, at),
    /** What is older was not counted; null when everything was. */
    counted_from: cut ? at(oldest) : (down_to?.created_at ?? null),
  };
}

async function chartWithin(storage: Query, filter: ListFilter, span: ChartSpan): Promise<BucketCount[]> {
  if (filter.text !== undefined) {
    const first = Date.parse(span.from);
    return tally(storage, filter, span.down_to, (at) =>
      Math.floor((at - first) / (span.bucket_seconds * 1_000)),
    );
  }
  const { text, params } = chartSql(filter, span, MOST_CHARTED);
  return storage.query<BucketCount>(text, params);
}

/** The part of the chart that the filter lets through. */
function overlap(filter: RunsFilter, range: ChartRange): { from: string; to: string } {
  const later = (one: string, other = one) => (Date.parse(one) > Date.parse(other) ? one : other);
  const earlier = (one: string, other = one) => (Date.parse(one) < Date.parse(other) ? one : other);
  return { from: later(range.from, filter.from), to: earlier(range.to, filter.to) };
}

function bucketsOf(
  rows: readonly (StatusCount & { bucket: number })[],
  at: (bucket: number) => string,
): Bucket[] {
  const buckets = new Map<number, Bucket>();
  for (const { bucket, status, count } of rows) {
    const one = buckets.get(bucket) ?? { at: at(bucket), completed: 0, failed: 0, other: 0 };
    one[kindOf(status)] += count;
    buckets.set(bucket, one);
  }
  return [...buckets.values()].toSorted((one, other) => (one.at < other.at ? -1 : 1));
}

function kindOf(status: RunStatus): "completed" | "failed" | "other" {
  if (status === "completed") return "completed";
  return status === "failed" || status === "timed_out" ? "failed" : "other";
}
