import type { WorktrailEvent } from "@worktrail/shared/run/events";
import type { Storage } from "../db/storage.ts";

/** What an integer column holds. */
const MAX_SEQ = 2_147_483_647;

type Query = Pick<Storage, "query">;

/**
 * Events of a run after `after_seq`, in order; all of them unless a limit is given, since a state folded from a part
 * would be wrong. The journal wrote them, so they are trusted.
 */
export async function readEvents(
  storage: Query,
  { organization_id, run_id }: { organization_id: string; run_id: string },
  after_seq = 0,
  limit: number | null = null,
): Promise<WorktrailEvent[]> {
  const rows = await storage.query<{ events: string }>(
    `select events from run_events
     where organization_id = $1 and run_id = $2 and seq >= coalesce((
       select b.seq from run_events b where b.run_id = $2 and b.seq <= $3 order by b.seq desc limit 1), 1)
       and seq <= $4
     order by seq`,
    [
      organization_id,
      run_id,
      Math.min(after_seq + 1, MAX_SEQ),
      Math.min(after_seq + (limit ?? MAX_SEQ), MAX_SEQ),
    ],
  );
  const events = rows.flatMap((row) => JSON.parse(row.events) as WorktrailEvent[]);
  const from = events.findIndex(({ seq }) => seq > after_seq);
  if (from === -1) return [];
  return limit === null ? events.slice(from) : events.slice(from, from + limit);
}

/** The whole journals of several runs at once, by run. */
export async function readJournals(
  storage: Query,
  runs: readonly { organization_id: string; run_id: string }[],
): Promise<Map<string, WorktrailEvent[]>> {
  const rows = await storage.query<{ run_id: string; events: string }>(
    `select e.run_id, e.events from run_events e
     join unnest($1::text[], $2::text[]) as v(organization_id, run_id)
       on e.run_id = v.run_id and e.organization_id = v.organization_id
     order by e.run_id, e.seq`,
    [runs.map((run) => run.organization_id), runs.map((run) => run.run_id)],
  );
  const journals = new Map(runs.map(({ run_id }): [string, WorktrailEvent[]] => [run_id, []]));
  for (const { run_id, events } of rows)
    journals.get(run_id)?.push(...(JSON.parse(events) as WorktrailEvent[]));
  return journals;
}

/** What the row of a run says that its journal does not. */
export type RunRow = {
  run_id: string;
  organization_id: string;
  project_id: string;
  segment_id: string;
  revision: number | null;
  document: string | null;
  status: string;
  input: string | null;
  config: string | null;
  last_seq: number;
  journal_bytes: number;
  claim_id: string | null;
  started_by: string;
  ended: boolean;
  parent_run_id: string | null;
  parent_step_id: string | null;
  iteration: number | null;
  depth: number;
};

export const RUN_COLUMNS = `run_id, organization_id, project_id, segment_id, revision, document, status, input,
  config, last_seq, journal_bytes, claim_id, started_by, ended_at is not null as ended, parent_run_id, parent_step_id,
  iteration, depth`;

export async function readRunRow(storage: Query, run_id: string): Promise<RunRow | null> {
  const [row] = await readRunRows(storage, [run_id]);
  return row ?? null;
}

export function readRunRows(storage: Query, run_ids: readonly string[]): Promise<RunRow[]> {
  return storage.query<RunRow>(`select ${RUN_COLUMNS} from runs where run_id = any($1::text[])`, [run_ids]);
}
