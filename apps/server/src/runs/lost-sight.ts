// Runs that should go on, and of which nobody knows whether they do. Found out when somebody looks: no run pays for it.
import { sql } from "../db/drizzle-orm.ts";
import { runs, workers } from "../db/schema/index.ts";
import { DEFAULT_LIMITS } from "../engine/engine-deps.ts";

/** Two beats were missed: sooner than others take over, so that nobody reads “running” of what is not. */
export const SILENT_AFTER_MS = 2 * DEFAULT_LIMITS.heartbeat_ms;

const limit = sql.raw(`now() - interval '${SILENT_AFTER_MS} milliseconds'`);

/** By the database's clock, as everything about the life of workers. */
export const LOST_SIGHT = {
  /** Its worker is silent or gone, or it is due and nobody has taken it. */
  lost: sql<boolean>`${runs.ended_at} is null and ${runs.status} in ('running', 'waiting') and case
    when ${runs.claim_id} is null then coalesce(${runs.wake_at} < ${limit}, false)
    else not exists (select 1 from ${workers} where ${workers.worker_id} = ${runs.claim_id} and ${workers.seen_at} >= ${limit})
    end`,
  claimed: sql<boolean>`${runs.claim_id} is not null`,
  /** Null for a worker that was given up for dead: its row is gone. */
  since: sql<string | null>`to_char(case when ${runs.claim_id} is null then ${runs.wake_at}
    else (select ${workers.seen_at} from ${workers} where ${workers.worker_id} = ${runs.claim_id})
    end at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
};

/** Why a run does not count as running; null while all is well, and for one that has nothing to do. */
export type Stale = { reason: "worker_silent" | "not_taken"; since: string | null };

export function staleOf({
  lost,
  claimed,
  lost_since: since,
}: {
  lost: boolean;
  claimed: boolean;
  lost_since: string | null;
}): Stale | null {
  return lost ? { reason: claimed ? "worker_silent" : "not_taken", since } : null;
}
