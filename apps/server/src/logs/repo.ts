import type { Storage } from "../db/storage.ts";

type Query = Pick<Storage, "query">;

/** Lines that one attempt said in a row. */
export type LogBatch = {
  organization_id: string;
  run_id: string;
  step_id: string;
  attempt: number;
  /** The place of the first line in its attempt, from 1. */
  first_line: number;
  /** `at` in milliseconds since 1970. */
  lines: { at: number; text: string }[];
  /** More was said than is kept. */
  cut: boolean;
};

/** Batches that are there already stay as they are, and lines of a run that is gone go nowhere. */
export async function writeLogs(storage: Query, batches: readonly LogBatch[]): Promise<void> {
  if (batches.length === 0) return;
  const column = <Value>(of: (batch: LogBatch) => Value) => batches.map(of);
  const starts = column(({ lines }) => lines[0]?.at ?? 0);
  await storage.query(
    `insert into run_logs (organization_id, run_id, step_id, attempt, first_line, at, lines, line_count, bytes, cut)
     select l.organization_id, l.run_id, l.step_id, l.attempt, l.first_line, l.at, l.lines, l.line_count, l.bytes, l.cut
     from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::int[], $6::timestamptz[], $7::text[], $8::int[],
       $9::int[], $10::boolean[]) with ordinality
       as l(organization_id, run_id, step_id, attempt, first_line, at, lines, line_count, bytes, cut, place)
     where exists (select 1 from runs r where r.run_id = l.run_id and r.organization_id = l.organization_id)
     order by l.place
     on conflict do nothing`,
    [
      column(({ organization_id }) => organization_id),
      column(({ run_id }) => run_id),
      column(({ step_id }) => step_id),
      column(({ attempt }) => attempt),
      column(({ first_line }) => first_line),
      starts.map((at) => new Date(at).toISOString()),
      batches.map(({ lines }, index) =>
        JSON.stringify(lines.map(({ at, text }) => [at - (starts[index] ?? at), text])),
      ),
      column(({ lines }) => lines.length),
      column(({ lines }) => lines.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)),
      column(({ cut }) => cut),
    ],
  );
}

export type KeptLogs = { lines: number; bytes: number; cut: boolean };

/** How much is kept of runs; one that is missing has said nothing yet. */
export async function readKept(storage: Query, run_ids: readonly string[]): Promise<Map<string, KeptLogs>> {
  const rows = await storage.query<KeptLogs & { run_id: string }>(
    `select run_id, sum(line_count)::int as lines, sum(bytes)::int as bytes, bool_or(cut) as cut
     from run_logs where run_id = any($1::text[]) group by run_id`,
    [run_ids],
  );
  return new Map(rows.map(({ run_id, ...kept }) => [run_id, kept]));
}

export type LogFilter = {
  organization_id: string;
  run_id: string;
  step_id: string | null;
  /** The batch behind which to read. */
  after: number;
};

type Row = Omit<LogBatch, "organization_id" | "run_id" | "lines"> & {
  batch: number;
  at: number;
  lines: string;
};

/** Batches in the order in which they were written. */
export async function readLogs(
  storage: Query,
  { organization_id, run_id, step_id, after }: LogFilter,
  limit: number,
): Promise<(Omit<LogBatch, "organization_id" | "run_id"> & { batch: number })[]> {
  const rows = await storage.query<Row>(
    `select step_id, attempt, first_line, batch::float8 as batch, lines, cut,
       (extract(epoch from at) * 1000)::float8 as at
     from run_logs where organization_id = $1 and run_id = $2 and batch > $3 and ($4::text is null or step_id = $4)
     order by batch limit $5`,
    [organization_id, run_id, after, step_id, limit],
  );
  return rows.map(({ at, lines, ...row }) => {
    // `writeLogs` wrote them.
    const written = JSON.parse(lines) as [number, string][];
    return { ...row, lines: written.map(([later, text]) => ({ at: at + later, text })) };
  });
}

/** Whether a run has said more than is kept of it. */
export async function isCut(
  storage: Query,
  { organization_id, run_id }: Pick<LogFilter, "organization_id" | "run_id">,
): Promise<boolean> {
  const rows = await storage.query(
    "select 1 from run_logs where organization_id = $1 and run_id = $2 and cut limit 1",
    [organization_id, run_id],
  );
  return rows.length > 0;
}
