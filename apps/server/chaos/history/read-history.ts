import type { RunParent } from "@worktrail/shared/run/events";
import type { Segment } from "@worktrail/shared/segment/schema";
import type { Storage } from "../../src/db/storage.ts";
import { readEvents } from "../../src/journal/read-journal.ts";
import { loadCheckedSegment, readStoredSegment } from "../../src/segments/segment-documents.ts";
import type { RunHistory, TaskRowFacts } from "./history.ts";

type RunRow = {
  run_id: string;
  organization_id: string;
  segment_id: string;
  revision: number | null;
  document: string | null;
  status: string;
  last_seq: number;
  outputs: string | null;
  error: string | null;
  ended_at: string | null;
  idempotency_key: string | null;
  parent_run_id: string | null;
  parent_step_id: string | null;
  iteration: number | null;
};

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

/** Everything that a database holds about its runs; nobody may be writing to it. */
export async function readHistory(storage: Storage): Promise<RunHistory[]> {
  const rows = await storage.query<RunRow>(
    `select run_id, organization_id, segment_id, revision, document, status, last_seq, outputs, error,
       to_char(ended_at at time zone 'UTC', ${ISO}) as ended_at, idempotency_key, parent_run_id, parent_step_id,
       iteration
     from runs order by run_id`,
  );
  const tasks = await readTasks(storage);
  const segments = new Map<string, Promise<Segment>>();
  const runs: RunHistory[] = [];
  for (const row of rows) {
    const { run_id, organization_id, segment_id, revision, document } = row;
    const key = `${organization_id} ${segment_id} ${revision}`;
    const segment =
      document !== null ? readStoredSegment(document) : await (segments.get(key) ?? stored(storage, row));
    if (revision !== null) segments.set(key, Promise.resolve(segment));
    runs.push({
      run_id,
      organization_id,
      segment,
      row: {
        status: row.status,
        last_seq: row.last_seq,
        outputs: parsed(row.outputs),
        error: parsed(row.error),
        ended_at: row.ended_at,
        idempotency_key: row.idempotency_key,
        parent: parentOf(row),
      },
      events: await readEvents(storage, { organization_id, run_id }),
      tasks: tasks.get(run_id) ?? [],
    });
  }
  return runs;
}

const parsed = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

function parentOf({ parent_run_id, parent_step_id, iteration }: RunRow): RunParent | null {
  if (parent_run_id === null || parent_step_id === null || iteration === null) return null;
  return { run_id: parent_run_id, step_id: parent_step_id, iteration };
}

async function stored(storage: Storage, { organization_id, segment_id, revision }: RunRow): Promise<Segment> {
  const found = await loadCheckedSegment(storage.db, { organization_id, segment_id }, revision ?? 0);
  if (!found) throw new Error(`Revision ${revision} of ${segment_id} is gone.`);
  return found.segment;
}

async function readTasks(storage: Storage): Promise<Map<string, TaskRowFacts[]>> {
  type Row = TaskRowFacts & { run_id: string; decision: string | null };
  const rows = await storage.query<Row>(
    "select task_id, run_id, step_id, status, decision, operation_id, claimed_by from tasks",
  );
  const tasks = rows.map(({ decision, ...task }) => {
    const answer = parsed(decision) as { action: string } | null;
    return { ...task, action: answer?.action ?? null };
  });
  const grouped = Map.groupBy(tasks, ({ run_id }) => run_id);
  return new Map([...grouped].map(([run_id, own]) => [run_id, own.map(({ run_id: _, ...task }) => task)]));
}
