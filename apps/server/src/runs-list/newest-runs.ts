// The one query behind every list of runs: the newest that fit, by the indexes, never all of them.
import { SCHEDULE_KEY_PREFIX } from "@worktrail/shared/api/runs";
import { RUN_TEXT_FIELDS, type RunsFilter, type RunTextField } from "@worktrail/shared/api/runs-list";
import { RUN_STATUSES, type RunStatus } from "@worktrail/shared/run/state";
import type { RunCursor } from "../runs/run-cursor.ts";

export type ListFilter = RunsFilter & {
  organization_id: string;
  run_ids?: readonly string[] | undefined;
};

export type Sql = { text: string; params: unknown[] };
type Param = (value: unknown) => string;

/** Of the text of each field; a longer one is searched up to here. */
export const SEARCHED_CHARACTERS = 100_000;

const COLUMNS: Record<Exclude<RunTextField, "step">, string> = {
  input: "input",
  output: "outputs",
  error: "error",
};
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
  const { revision, who, trigger } = filter;
  return [
    ...(revision === undefined ? [] : [`revision = ${param(revision)}`]),
    ...(who === undefined ? [] : [`started_by = ${param(who)}`]),
    ...(trigger === "schedule" ? [byScheduleCondition(param)] : []),
    ...(trigger === "hand" ? [`by_hand and not coalesce(${byScheduleCondition(param)}, false)`] : []),
    ...(trigger === "api" ? [`by_hand is null and not coalesce(${byScheduleCondition(param)}, false)`] : []),
  ];
}

const byScheduleCondition = (param: Param) => `starts_with(idempotency_key, ${param(SCHEDULE_KEY_PREFIX)})`;

/** `texts`: any of them will do. */
export type Wanted = { texts: readonly string[]; patterns: readonly string[]; ascii: boolean };

/** What people type is a part of a text, which JSON may write in another way, or a piece of the JSON itself. */
export function wantedOf(text: string): Wanted {
  const written = JSON.stringify(text).slice(1, -1);
  // A text parameter cannot hold this one character, and no stored JSON holds it either.
  const as_typed = text.includes("\u0000") ? [written] : [written, text];
  // A database may know the large and small letters of no alphabet but one.
  const ascii = /^[ -~]*$/.test(text);
  const cased = (one: string) => (ascii ? [one] : [one, one.toLowerCase(), one.toUpperCase()]);
  const texts = [...new Set(as_typed.flatMap(cased))];
  const patterns = texts.map((one) => `%${one.replaceAll(/[\\%_]/g, "\\$&")}%`);
  return { texts, patterns, ascii };
}

/** Without letters of other alphabets, large and small ones are told apart by bytes: that takes a fraction of the time. */
export const wantedCondition = (value: string, { ascii }: Wanted, patterns: string): string =>
  `${value}${ascii ? ' collate "C"' : ""} ilike any(${patterns}::text[])`;

const looksIn = (filter: ListFilter, field: RunTextField) => filter.text_in?.includes(field) ?? true;

/** In a column of the row itself. */
function inRowCondition(filter: ListFilter, wanted: Wanted, patterns: string): string {
  const columns = Object.entries(COLUMNS)
    .filter(([field]) => RUN_TEXT_FIELDS.some((one) => one === field && looksIn(filter, one)))
    .map(([, column]) => wantedCondition(`left(${column}, ${SEARCHED_CHARACTERS})`, wanted, patterns));
  return columns.length === 0 ? "false" : `coalesce(${columns.join(" or ")}, false)`;
}

export type Span = {
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

export type Candidate = {
  run_id: string;
  position: string;
  status: RunStatus;
  /** It is found; else its journal has the text somewhere, in an output or not. */
  in_row: boolean;
  journal_bytes: number;
};

/** What may hold the text that the filter asks for: rows as `Candidate`, newest first. */
export function candidatesSql(filter: ListFilter, span: Span, limit: number): Sql {
  const wanted = wantedOf(filter.text ?? "");
  return build((param) => {
    const patterns = param(wanted.patterns);
    const columns = `${ROW_COLUMNS}, journal_bytes`;
    const walked = walk(filter, { ...span, columns, limit: TEXT_WINDOW.rows }, param);
    const conditions = rowConditions(filter, param);
    const where = conditions.length === 0 ? "" : `where ${conditions.join(" and ")}`;
    const journal = looksIn(filter, "step") ? journalJoin(filter, wanted, { patterns, param }) : "";
    return `select run_id, ${POSITION}, status, in_row, journal_bytes
      from (select created_at, run_id, status, journal_bytes, ${inRowCondition(filter, wanted, patterns)} as in_row
        from (${walked}) as walked ${where}) as looked ${journal}
      where in_row ${journal && "or journal.hit"}
      order by ${ORDER} limit ${param(limit)}`;
  });
}

/** The limit of one keeps the look into a journal a look into that journal: else all of them might be read. */
function journalJoin(
  { organization_id }: ListFilter,
  wanted: Wanted,
  { patterns, param }: { patterns: string; param: Param },
): string {
  const owner = param(organization_id);
  return `left join lateral (
    select true as hit from run_events e
    where not in_row and e.organization_id = ${owner} and e.run_id = looked.run_id
      and ${wantedCondition("e.events", wanted, patterns)}
    union all
    select true from run_values r join stored_values v on v.organization_id = r.organization_id and v.hash = r.hash
    where not in_row and r.organization_id = ${owner} and r.run_id = looked.run_id
      and ${wantedCondition(`left(v.value, ${SEARCHED_CHARACTERS})`, wanted, patterns)}
    limit 1) as journal on true`;
}

/** @returns rows `{ run_id, position }`, newest first; what asks for a text is found by `candidatesSql` */
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

/** @returns the last run of the window as `{ run_id, position }`; no row when the window holds all there is */
export function windowSql(filter: ListFilter, before: RunCursor | null): Sql {
  const size = windowSizeOf(filter);
  return build((param) => {
    const columns = "created_at, run_id, journal_bytes";
    const walked = walk(filter, { before, columns, limit: size.rows }, param);
    if (size.characters === null) {
      return `select run_id, ${POSITION} from (${walked}) as walked order by ${ORDER} offset ${param(size.rows - 1)} limit 1`;
    }
    // The journals are read whole; of the row itself, no more than that.
    const weight = looksIn(filter, "step")
      ? "journal_bytes::bigint"
      : `least(journal_bytes, ${Object.keys(COLUMNS).length * SEARCHED_CHARACTERS})`;
    const over = `over (order by ${ORDER} rows unbounded preceding)`;
    return `select run_id, ${POSITION} from (
        select created_at, run_id, row_number() ${over} as place,
          sum(${weight}) ${over} as characters
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
