import type { JsonValue } from "@worktrail/shared/json";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { withStored } from "@worktrail/shared/run/stored-values";
import type { Database, Storage } from "../db/storage.ts";
import type { RunAppend } from "../journal/append.ts";
import { execute } from "../journal/execute.ts";

type Query = Pick<Storage, "query">;
type RunKey = { organization_id: string; run_id: string };

export const hasValues = ({ events }: Pick<RunAppend, "events">): boolean =>
  events.some(({ values }) => values !== undefined);

/**
 * Writes the values of appends, and that their runs refer to them. A value that is there already is touched all the
 * same: that locks it, so that it is not removed while this run begins to refer to it.
 */
export async function writeValues(tx: Database, appends: readonly RunAppend[]): Promise<void> {
  const found = appends.flatMap(({ organization_id, run_id, events }) =>
    events.flatMap(({ values = [] }) => values.map((value) => ({ organization_id, run_id, ...value }))),
  );
  if (found.length === 0) return;
  const values = new Map(found.map((one) => [`${one.organization_id} ${one.hash}`, one]));
  // Always in the same order: two commits with the same values do not wait for each other in a circle.
  for (const [, { organization_id, hash, text }] of [...values].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    await execute(
      tx,
      `insert into stored_values (organization_id, hash, value, bytes) values ($1, $2, $3, $4)
       on conflict (organization_id, hash) do update set bytes = excluded.bytes`,
      [organization_id, hash, text, text.length],
    );
  await execute(
    tx,
    `insert into run_values (organization_id, run_id, hash)
     select distinct * from unnest($1::text[], $2::text[], $3::text[]) on conflict do nothing`,
    [
      found.map(({ organization_id }) => organization_id),
      found.map(({ run_id }) => run_id),
      found.map(({ hash }) => hash),
    ],
  );
}

/** Values that a run refers to, by their hashes. */
export async function readValues(
  storage: Query,
  { organization_id, run_id }: RunKey,
  hashes: readonly string[],
): Promise<Map<string, JsonValue>> {
  if (hashes.length === 0) return new Map();
  const rows = await storage.query<{ hash: string; value: string }>(
    `select v.hash, v.value from run_values r
     join stored_values v on v.organization_id = r.organization_id and v.hash = r.hash
     where r.organization_id = $1 and r.run_id = $2 and r.hash = any($3::text[])`,
    [organization_id, run_id, [...new Set(hashes)]],
  );
  // The journal's writer wrote them.
  return new Map(rows.map(({ hash, value }) => [hash, JSON.parse(value) as JsonValue]));
}

/** Which of these values the run still has. */
export async function findValues(
  storage: Query,
  { organization_id, run_id }: RunKey,
  hashes: readonly string[],
): Promise<Set<string>> {
  const rows = await storage.query<{ hash: string }>(
    `select v.hash from run_values r
     join stored_values v on v.organization_id = r.organization_id and v.hash = r.hash
     where r.organization_id = $1 and r.run_id = $2 and r.hash = any($3::text[])`,
    [organization_id, run_id, [...new Set(hashes)]],
  );
  return new Set(rows.map(({ hash }) => hash));
}

/** The JSON of one value of a run; `null` for one that is gone. */
export async function readValueText(
  storage: Query,
  { organization_id, run_id }: RunKey,
  hash: string,
): Promise<string> {
  const [row] = await storage.query<{ value: string }>(
    `select v.value from run_values r
     join stored_values v on v.organization_id = r.organization_id and v.hash = r.hash
     where r.organization_id = $1 and r.run_id = $2 and r.hash = $3`,
    [organization_id, run_id, hash],
  );
  return row?.value ?? "null";
}

/**
 * The same for whoever goes on from them: a null where a value should be would make everything behind it wrong.
 * @throws when one is missing
 */
export async function readAllValues(
  storage: Query,
  run: RunKey,
  hashes: readonly string[],
): Promise<Map<string, JsonValue>> {
  const values = await readValues(storage, run, hashes);
  const missing = hashes.find((hash) => !values.has(hash));
  if (missing !== undefined) throw new Error(`The value ${missing} of the run ${run.run_id} is gone.`);
  return values;
}

/** Events of a run with their large values back in place. */
export async function withValues(
  storage: Query,
  run: RunKey,
  events: readonly WorktrailEvent[],
): Promise<readonly WorktrailEvent[]> {
  const hashes = events.flatMap(({ stored = [] }) => stored.map(({ hash }) => hash));
  if (hashes.length === 0) return events;
  const values = await readAllValues(storage, run, hashes);
  return events.map((event) => (event.stored ? withStored(event, event.stored, values) : event));
}
