// The one query behind every list of runs: the newest that fit, by the indexes, never all of them.
import { SCHEDULE_KEY_PREFIX } from "@worktrail/shared/api/runs";
import type { RunsFilter, RunTextField } from "@worktrail/shared/api/runs-list";
import { RUN_STATUSES } from "@worktrail/shared/run/state";
import type { RunCursor } from "../runs/run-cursor.ts";

export type ListFilter = RunsFilter & {
  organization_id: string;
  run_ids?: readonly string[] | undefined;
};

export type Sql = { text: string; params: unknown[] };
type Param = (value: unknown) => string;

/** Of the text of each field; a longer one is searched up to here. */
export const SEARCHED_CHARACTERS = 100_000;

const COLUMNS: Record<RunTextField, string> = { input: "input", output: "outputs", error: "error" };
/** As the indexes have it, to the letter: without `nulls last` they don't answer it, and everything is sorted. */
const ORDER = "created_at desc nulls last, run_id desc nulls last";
/** Finer than what a `Date` can hold. */
const POSITION = `to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as position`;

/** Whether it asks for something that no index knows: then it looks at so many of the newest runs at a time. */
export function isWindowed({ run_ids, revision, who, text, trigger }: ListFilter): boolean {
  if (run_ids !== undefined) return false;
  return [revision, who, text].some((one) => one !== undefined) || (trigger ?? "run") !== "run";
}

export type WindowSize = {
  rows: number;
  /** Characters of the journals of the runs in it, which tell how much text there is; null where none is read. */
  characters: number | null;
};

const TEXT_WINDOW: WindowSize = { rows: 5_000, characters: 16_000_000 };
const ROW_WINDOW: WindowSize = { rows: 10_000, characters: null };

export const windowSizeOf = ({ text }: Pick<ListFilter, "text">): WindowSize =>
  text === undefined ? ROW_WINDOW : TEXT_WINDOW;

export function statusesOf({ status }: Pick<RunsFilter, "status">): readonly string[] {
  if (status === undefined) return [];
  return Array.isArray(status) ? [...new Set(status)] : [status];
}

/** What an index answers, or what is looked up in the row that it leads to. */
function exactConditions(filter: ListFilter, statuses: readonly string[], param: Param): string[] {
  const { parent_run_id, trigger, segment_id, dead_letter, from, to, run_ids } = filter;
  const parent = `parent_run_id is ${trigger === "run" ? "not " : ""}null`;
  return [
    `organization_id = ${param(filter.organization_id)}`,
    parent_run_id === undefined ? parent : `parent_run_id = ${param(parent_run_id)}`,
    ...(segment_id === undefined ? [] : [`segment_id = ${param(segment_id)}`]),
    ...(statuses.length === 1 ? [`status = ${param(statuses[0])}`] : []),
    ...(statuses.length > 1 ? [`status = any(${param(statuses)}::text[])`] : []),
    // The index of what has not completed is only taken by a query that says so.
    ...(statuses.length === 1 && statuses[0] !== "completed" ? ["status <> 'completed'"] : []),
    ...(dead_letter === undefined ? [] : ["dead_letter"]),
    ...(from === undefined ? [] : [`created_at >= ${param(from)}::timestamptz`]),
    ...(to === undefined ? [] : [`created_at < ${param(to)}::timestamptz`]),
    ...(run_ids === undefined ? [] : [`run_id = any(${param(run_ids)}::text[])`]),
  ];
}

/** What only the row can answer. */
function rowConditions(filter: ListFilter, param: Param): string[] {
  const { revision, who, trigger, text } = filter;
  return [
    ...(revision === undefined ? [] : [`revision = ${param(revision)}`]),
    ...(who === undefined ? [] : [`started_by = ${param(who)}`]),
    ...(trigger === "schedule" ? [byScheduleCondition(param)] : []),
    ...(trigger === "hand" ? [`by_hand and not coalesce(${byScheduleCondition(param)}, false)`] : []),
    ...(trigger === "api" ? [`by_hand is null and not coalesce(${byScheduleCondition(param)}, false)`] : []),
    ...(text === undefined ? [] : [textCondition(text, filter.text_in, param)]),
  ];
}

const byScheduleCondition = (param: Param) => `starts_with(idempotency_key, ${param(SCHEDULE_KEY_PREFIX)})`;

/** What people type is a part of a text, which JSON may write in another way, or a piece of the JSON itself. */
function textCondition(text: string, fields: RunsFilter["text_in"], param: Param): string {
  const written = JSON.stringify(text).slice(1, -1);
  // A text parameter cannot hold this one character, and no stored JSON holds it either.
  const wanted = text.includes("\u0000") ? [written] : [...new Set([written, text])];
  const patterns = param(wanted.map((one) => `%${one.replaceAll(/[\\%_]/g, "\\$&")}%`));
  const columns = Object.entries(COLUMNS)
    .filter(([field]) => fields?.some((one) => one === field) ?? true)
    .map(([, column]) => `left(${column}, ${SEARCHED_CHARACTERS}) ilike any(${patterns}::text[])`);
  return `(${columns.join(" or ")})`;
}

type Span = {
  /** Only what is older than this one. */
  before?: RunCursor | null | undefined;
  /** Only down to this one, which is included. */
  down_to?: RunCursor | null | undefined;
};

function spanConditions({ before, down_to }: Span, param: Param): string[] {
  const at = (cursor: RunCursor) =>
    `(${param(cursor.created_at)}::timestamptz, ${param(cursor.run_id)}::text)`;
  return [
    ...(before ? [`(created_at, run_id) < ${at(before)}`] : []),
    ...(down_to ? [`(created_at, run_id) >= ${at(down_to)}`] : []),
  ];
}

type Walk = Span & { columns: string; limit: number };

/** The newest runs by the indexes, whatever else is asked of them. */
function walk(filter: ListFilter, { columns, limit, ...span }: Walk, param: Param): string {
  const of = (statuses: readonly string[]) =>
    `select ${columns} from runs where ${[
      ...exactConditions(filter, statuses, param),
      ...spanConditions(span, param),
    ].join(" and ")} order by ${ORDER} limit ${param(limit)}`;
  const statuses = statusesOf(filter);
  // Each of these has its place in an index that the many completed runs are not in.
  const apart = statuses.length > 1 && !statuses.includes("completed") && filter.segment_id === undefined;
  if (!apart) return of(statuses);
  const walks = statuses.map((status) => `(${of([status])})`).join(" union all ");
  return `select * from (${walks}) as apart order by ${ORDER} limit ${param(limit)}`;
}

const ROW_COLUMNS =
  "created_at, run_id, status, revision, started_by, idempotency_key, by_hand, input, outputs, error";

/** The newest that fit. What no index knows is asked inside of the window: its limit keeps the walk in order. */
function newest(filter: ListFilter, { limit, columns, ...span }: Walk, param: Param): string {
  const conditions = rowConditions(filter, param);
  if (conditions.length === 0) return walk(filter, { ...span, columns, limit }, param);
  const within = walk(filter, { ...span, columns: ROW_COLUMNS, limit: windowSizeOf(filter).rows }, param);
  return `select ${columns} from (${within}) as walked where ${conditions.join(" and ")} order by ${ORDER} limit ${param(limit)}`;
}

function build(make: (param: Param) => string): Sql {
  const params: unknown[] = [];
  const text = make((value) => `$${params.push(value)}`);
  return { text, params };
}

/** @returns rows `{ run_id, position }`, newest first */
export function pageSql(filter: ListFilter, span: Span, limit: number): Sql {
  return build(
    (param) =>
      `select run_id, ${POSITION} from (${newest(
        filter,
        { ...span, columns: "created_at, run_id", limit },
        param,
      )}) as page order by ${ORDER}`,
  );
}

/** What a large run counts at most: no more of it is looked at. */
const MOST_CHARACTERS = 3 * SEARCHED_CHARACTERS;

/** @returns the last run of the window as `{ run_id, position }`; no row when the window holds all there is */
export function windowSql(filter: ListFilter, before: RunCursor | null): Sql {
  const size = windowSizeOf(filter);
  return build((param) => {
    const columns = "created_at, run_id, journal_bytes";
    const walked = walk(filter, { before, columns, limit: size.rows }, param);
    if (size.characters === null) {
      return `select run_id, ${POSITION} from (${walked}) as walked order by ${ORDER} offset ${param(size.rows - 1)} limit 1`;
    }
    const over = `over (order by ${ORDER} rows unbounded preceding)`;
    return `select run_id, ${POSITION} from (
        select created_at, run_id, row_number() ${over} as place,
          sum(least(journal_bytes, ${MOST_CHARACTERS})) ${over} as characters
        from (${walked}) as walked) as weighed
      where place = ${param(size.rows)} or characters > ${param(size.characters)}
      order by ${ORDER} limit 1`;
  });
}

/** @returns rows `{ status, count }`; each status is counted up to `limit` */
export function countSql(filter: ListFilter, limit: number): Sql {
  return build((param) =>
    RUN_STATUSES.map((status) => {
      const walk = newest({ ...filter, status }, { columns: "1", limit }, param);
      return `select '${status}' as status, count(*)::int as count from (${walk}) as counted`;
    }).join(" union all "),
  );
}

/** As `countSql`, among the runs of one window. */
export function countWindowSql(filter: ListFilter, down_to: RunCursor | null, limit: number): Sql {
  return build((param) => {
    const walk = newest({ ...filter, status: undefined }, { down_to, columns: "status", limit }, param);
    return `select status, count(*)::int as count from (${walk}) as counted group by status`;
  });
}

export type ChartSpan = { from: string; bucket_seconds: number; down_to: RunCursor | null };

/** @returns rows `{ bucket, status, count }` of the newest `limit` runs; bucket 0 begins at `from` */
export function chartSql(
  filter: ListFilter,
  { from, bucket_seconds, down_to }: ChartSpan,
  limit: number,
): Sql {
  return build((param) => {
    const walk = newest(filter, { down_to, columns: "created_at, run_id, status", limit }, param);
    const since = `extract(epoch from created_at - ${param(from)}::timestamptz)`;
    return `select floor(${since} / ${param(bucket_seconds)}::int)::int as bucket, status, count(*)::int as count
      from (${walk}) as counted group by 1, 2`;
  });
}
