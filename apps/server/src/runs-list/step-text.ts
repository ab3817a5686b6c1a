// Whether a text stands in what steps gave or in why they failed.
import type { JsonValue } from "@worktrail/shared/json";
import type { StoredValue, WorktrailEvent } from "@worktrail/shared/run/events";
import type { Storage } from "../db/storage.ts";
import { SEARCHED_CHARACTERS, type Wanted, wantedCondition } from "./newest-runs.ts";

/** Characters of journals that one query brings. */
const CHARACTERS_AT_ONCE = 2_000_000;

/**
 * Which of these runs have it in an output or an error of a step. Of their journals, only the rows with the text are
 * read, and those that refer to values beside the journal.
 */
export async function journalsHold(
  storage: Query,
  organization_id: string,
  run_ids: readonly string[],
  wanted: Wanted,
): Promise<Set<string>> {
  const held = new Set<string>();
  const aside = new Map<string, Set<string>>();
  const holds = holderOf(wanted);
  for await (const { run_id, events } of journalRows(storage, organization_id, run_ids, wanted)) {
    if (held.has(run_id)) continue;
    const ofSteps = (JSON.parse(events) as WorktrailEvent[]).filter(isOfStep);
    if (ofSteps.some(holds)) held.add(run_id);
    const hashes = ofSteps.flatMap(({ stored = [] }) => stored.filter(isOutput).map(({ hash }) => hash));
    if (hashes.length > 0) aside.set(run_id, new Set([...(aside.get(run_id) ?? []), ...hashes]));
  }
  for (const [run_id, hashes] of aside)
    if (!held.has(run_id) && (await valuesHold(storage, { organization_id, run_id }, [...hashes], wanted)))
      held.add(run_id);
  return held;
}

type Query = Pick<Storage, "query">;
type Place = { run_id: string; seq: number };
type Row = Place & { events: string };

async function* journalRows(
  storage: Query,
  organization_id: string,
  run_ids: readonly string[],
  wanted: Wanted,
): AsyncGenerator<Row> {
  if (run_ids.length === 0) return;
  for (let after: Place = { run_id: "", seq: 0 }; ; ) {
    const rows = await storage.query<Row>(
      `select run_id, seq, events from (
         select run_id, seq, events,
           sum(octet_length(events)) over (order by run_id, seq) - octet_length(events) as before
         from run_events
         where organization_id = $1 and run_id = any($2::text[]) and (run_id, seq) > ($3::text, $4::int)
           and (${wantedCondition("events", wanted, "$5")} or events like '%"stored":[%')) as weighed
       where before < $6 order by run_id, seq`,
      [organization_id, run_ids, after.run_id, after.seq, wanted.patterns, CHARACTERS_AT_ONCE],
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last;
  }
}

async function valuesHold(
  storage: Query,
  { organization_id, run_id }: { organization_id: string; run_id: string },
  hashes: readonly string[],
  wanted: Wanted,
): Promise<boolean> {
  const rows = await storage.query(
    `select 1 from run_values r join stored_values v on v.organization_id = r.organization_id and v.hash = r.hash
     where r.organization_id = $1 and r.run_id = $2 and r.hash = any($3::text[])
       and ${wantedCondition(`left(v.value, ${SEARCHED_CHARACTERS})`, wanted, "$4")} limit 1`,
    [organization_id, run_id, hashes, wanted.patterns],
  );
  return rows.length > 0;
}

const isOfStep = ({ event_type }: WorktrailEvent) => event_type.startsWith("step.");
const isOutput = ({ path }: StoredValue) => path.startsWith("/payload/outputs/");

/** Also of events that only a newer version knows: an output is an output. */
function holderOf({ texts }: Wanted): (event: WorktrailEvent) => boolean {
  const small = texts.map((one) => one.toLowerCase());
  const has = (value: JsonValue | object | undefined) => {
    if (value === undefined) return false;
    const text = JSON.stringify(value).toLowerCase();
    return small.some((one) => text.includes(one));
  };
  return ({ payload, error }) => has("outputs" in payload ? payload.outputs : undefined) || has(error);
}
