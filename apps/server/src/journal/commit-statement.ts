// The one statement that commits a batch of appends: moves runs, starts runs, writes a row of the journal for each.
import { priorityRank } from "@worktrail/shared/run/priority";
import { sizeOf } from "../values/set-aside.ts";
import type { RunAppend, SequencedEvent } from "./append.ts";

/** `name` stands for exactly this text, so that a connection plans it once. */
type Statement = { name: string; text: string; params: unknown[] };

/** The text of a row of the journal. */
export const batchText = (events: readonly SequencedEvent[]): string =>
  `[${events.map(({ text }) => text).join(",")}]`;

/**
 * @param batch at most one append per run
 * @returns a statement that gives back the ids of the runs whose append it has written, as `run_id`
 */
export function commitStatement(batch: readonly RunAppend[]): Statement {
  const params: unknown[] = [];
  const param = (value: unknown) => `$${params.push(value)}`;
  const starts = batch.filter((append) => append.start !== null);
  const moves = batch.filter((append) => append.start === null);
  const writing = batch.filter(({ events }) => events.length > 0);
  const fresh = newRunColumns(starts);
  const parts = [
    ...(moves.length > 0 ? [move(moves, param)] : []),
    ...(starts.length > 0 ? [start(fresh.columns, starts, param)] : []),
    `accepted as (${[
      ...(moves.length > 0 ? ["select * from moved"] : []),
      ...(starts.length > 0 ? ["select * from started"] : []),
    ].join(" union all ")})`,
    ...write(writing, param),
  ];
  const shape = `m${howMany(moves)}s${howMany(starts)}${fresh.shape}e${padded(writing.length)}`;
  return { name: `commit_${shape}`, text: `with ${parts.join(", ")} select run_id from accepted`, params };
}

const howMany = ({ length }: readonly unknown[]) => (length < 2 ? length : "n");

type Param = (value: unknown) => string;
type Column = readonly [name: string, type: string, of: (append: RunAppend) => unknown];
/** A column that most new runs leave as it is by default. */
type SpareColumn = readonly [...Column, usual: unknown];

const lastSeq = ({ expected_seq, events }: RunAppend) => expected_seq + events.length;
const bytesOf = ({ events }: RunAppend) => events.reduce((sum, event) => sum + sizeOf(event), 0);
const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));

const MOVE_COLUMNS: readonly Column[] = [
  ["run_id", "text", (append) => append.run_id],
  ["last_seq", "int", (append) => append.expected_seq],
  ["next_seq", "int", lastSeq],
  ["bytes", "int", bytesOf],
  ["claim_id", "text", (append) => append.claim_id],
  ["next_claim", "text", (append) => append.next_claim],
  ["status", "text", (append) => append.projection.status],
  ["outputs", "text", (append) => json(append.projection.outputs)],
  ["error", "text", (append) => json(append.projection.error)],
  ["wake_at", "text", (append) => append.projection.wake_at],
  ["started_at", "text", (append) => append.projection.started_at],
  ["ended_at", "text", (append) => append.projection.ended_at],
];

/**
 * A run that is given back while a run that it started has ended unseen is due at once.
 * A run is moved only from the place and the claim that its events were planned on; others stay untouched.
 */
function move(moves: readonly RunAppend[], param: Param): string {
  return `moved as (
    update runs r set status = v.status, outputs = v.outputs, error = v.error, last_seq = v.next_seq,
      journal_bytes = r.journal_bytes + v.bytes,
      claim_id = v.next_claim,
      wake_at = case when r.children_moved and v.next_claim is null then now() else v.wake_at::timestamptz end,
      started_at = v.started_at::timestamptz, ended_at = v.ended_at::timestamptz
    from ${table(MOVE_COLUMNS, moves, param)}
    where r.run_id = v.run_id and r.last_seq = v.last_seq and r.claim_id is not distinct from v.claim_id
    returning r.run_id, r.organization_id)`;
}

const NEW_RUN_COLUMNS: readonly Column[] = [
  ["run_id", "text", (append) => append.run_id],
  ["organization_id", "text", (append) => append.organization_id],
  ["project_id", "text", (append) => append.start?.project_id],
  ["segment_id", "text", (append) => append.start?.segment_id],
  ["revision", "int", (append) => append.start?.revision],
  ["status", "text", (append) => append.projection.status],
  ["input", "text", (append) => json(append.start?.input ?? null)],
  ["outputs", "text", (append) => json(append.projection.outputs)],
  ["config", "text", (append) => json(append.start?.config ?? {})],
  ["last_seq", "int", lastSeq],
  ["journal_bytes", "int", bytesOf],
  ["claim_id", "text", (append) => append.next_claim],
  ["started_by", "text", (append) => append.start?.started_by],
  ["started_at", "timestamptz", (append) => append.projection.started_at],
  ["ended_at", "timestamptz", (append) => append.projection.ended_at],
];

const SPARE_COLUMNS: readonly SpareColumn[] = [
  ["document", "text", (append) => append.start?.document ?? null, null],
  ["error", "text", (append) => json(append.projection.error), null],
  ["wake_at", "timestamptz", (append) => append.projection.wake_at, null],
  ["idempotency_key", "text", (append) => append.start?.idempotency_key ?? null, null],
  ["parent_run_id", "text", (append) => append.start?.parent?.run_id ?? null, null],
  ["parent_step_id", "text", (append) => append.start?.parent?.step_id ?? null, null],
  ["iteration", "int", (append) => append.start?.parent?.iteration ?? null, null],
  ["depth", "int", (append) => append.start?.depth ?? 0, 0],
  ["by_hand", "boolean", (append) => append.start?.by_hand ?? null, null],
  ["repeats_run_id", "text", (append) => append.start?.repeats_run_id ?? null, null],
  ["priority", "int", (append) => append.start?.priority ?? priorityRank(), priorityRank()],
];

/** With all spare columns as soon as one run needs one, so that there are two shapes and not hundreds. */
function newRunColumns(starts: readonly RunAppend[]): { columns: readonly Column[]; shape: string } {
  const plain = starts.every((append) => SPARE_COLUMNS.every(([, , of, usual]) => of(append) === usual));
  if (plain) return { columns: NEW_RUN_COLUMNS, shape: "plain" };
  const spare = SPARE_COLUMNS.map(([name, type, of]): Column => [name, type, of]);
  return { columns: [...NEW_RUN_COLUMNS, ...spare], shape: "full" };
}

function start(columns: readonly Column[], starts: readonly RunAppend[], param: Param): string {
  const names = columns.map(([name]) => name).join(", ");
  return `started as (
    insert into runs (${names}) select * from ${table(columns, starts, param)}
    on conflict do nothing
    returning run_id, organization_id)`;
}

/** One row is a row and not arrays of one: PostgreSQL then has nothing to join, and commits in half the time. */
function table(columns: readonly Column[], appends: readonly RunAppend[], param: Param): string {
  const names = columns.map(([name]) => name).join(", ");
  const [only, ...more] = appends;
  if (only && more.length === 0) {
    const values = columns.map(([, type, of]) => `${param(of(only))}::${type}`);
    return `(values (${values.join(", ")})) as v(${names})`;
  }
  const arrays = columns.map(([, type, of]) => `${param(appends.map(of))}::${type}[]`);
  return `unnest(${arrays.join(", ")}) as v(${names})`;
}

/**
 * One row of the journal per run. Each text is a parameter of its own: inside of an array, quotes would have to be
 * escaped, and JSON is full of them. Their number is rounded up to a power of two, so that there are few statements;
 * what is left over belongs to no run.
 */
function write(writing: readonly RunAppend[], param: Param): string[] {
  if (writing.length === 0) return [];
  const [only, ...more] = writing;
  if (only && more.length === 0) {
    const [seq, last_seq, events] = [only.expected_seq + 1, lastSeq(only), batchText(only.events)].map(param);
    return [
      `written as (
        insert into run_events (organization_id, run_id, seq, last_seq, events)
        select organization_id, run_id, ${seq}::int, ${last_seq}::int, ${events}::text
        from accepted where run_id = ${param(only.run_id)})`,
    ];
  }
  const ids = param(writing.map(({ run_id }) => run_id));
  const firsts = param(writing.map(({ expected_seq }) => expected_seq + 1));
  const lasts = param(writing.map(lastSeq));
  const texts = Array.from({ length: padded(writing.length) }, (_, at) =>
    param(writing[at] ? batchText(writing[at].events) : null),
  );
  return [
    `written as (
      insert into run_events (organization_id, run_id, seq, last_seq, events)
      select a.organization_id, e.run_id, e.seq, e.last_seq, e.events
      from unnest(${ids}::text[], ${firsts}::int[], ${lasts}::int[], array[${texts.join(",")}]::text[])
        as e(run_id, seq, last_seq, events)
      join accepted a on a.run_id = e.run_id)`,
  ];
}

/** The next power of two; 0 for none. */
const padded = (count: number) => (count === 0 ? 0 : 2 ** Math.ceil(Math.log2(count)));
