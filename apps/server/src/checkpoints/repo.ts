import { RUN_STATE_FORMAT, type RunState } from "@worktrail/shared/run/state";
import { withoutStored } from "@worktrail/shared/run/stored-values";
import type { Storage } from "../db/storage.ts";

type Query = Pick<Storage, "query">;
export type RunKey = { organization_id: string; run_id: string };

/** A journal that has grown by so many events since the last checkpoint gets a new one. */
export const CHECKPOINT_EVENTS = 1_000;

/** The last state that was kept, without its large values; null when there is none that this program can read. */
export async function readCheckpoint(
  storage: Query,
  { organization_id, run_id }: RunKey,
): Promise<RunState | null> {
  const [row] = await storage.query<{ state: string }>(
    "select state from run_checkpoints where run_id = $1 and organization_id = $2 and format = $3",
    [run_id, organization_id, RUN_STATE_FORMAT],
  );
  // `writeCheckpoint` wrote it, in this very format.
  return row ? (JSON.parse(row.state) as RunState) : null;
}

/** @param state durable: every event that it knows is in the journal */
export async function writeCheckpoint(storage: Query, state: RunState): Promise<void> {
  await storage.query(
    `insert into run_checkpoints (run_id, organization_id, seq, format, state)
     select r.run_id, r.organization_id, $3, $4, $5 from runs r where r.run_id = $1 and r.organization_id = $2
     on conflict (run_id) do update set seq = excluded.seq, format = excluded.format, state = excluded.state
       where run_checkpoints.seq < excluded.seq or run_checkpoints.format <> excluded.format`,
    [state.run_id, state.tenant_id, state.last_seq, RUN_STATE_FORMAT, JSON.stringify(withoutStored(state))],
  );
}
