// Runs that nobody drives and that could go on: starts that found no room, and what is due.
import type { Storage } from "../db/storage.ts";
import { claimFrom, hasRoom, notLeft, type Room } from "./claim-room.ts";

/**
 * From one organisation to the next by the index, and of each only as many as it may have here: what one organisation
 * has queued costs the others nothing.
 */
const QUEUED = `place as (
    (select q.organization_id from runs q where q.claim_id is null and q.status = 'queued'
     order by q.organization_id limit 1)
    union all
    select (select q.organization_id from runs q
      where q.claim_id is null and q.status = 'queued' and q.organization_id > p.organization_id
      order by q.organization_id limit 1)
    from place p where p.organization_id is not null
  ), waiting as (
    select q.* from place p left join busy b on b.organization_id = p.organization_id
    cross join lateral (
      select q.run_id, q.organization_id, q.priority, q.created_at as since from runs q
      where q.claim_id is null and q.status = 'queued' and q.organization_id = p.organization_id
        and ${notLeft("q")}
      order by q.priority, q.created_at
      limit least($2::int, greatest(0, $5::int - coalesce(b.active, 0)))
    ) q
    where p.organization_id is not null and $6::text is null
  )`;

/** Starts that were queued because no process had room for them. */
export function claimQueued(storage: Storage, worker_id: string, room: Room) {
  const still = "num_nulls(r.claim_id) = 1 and r.status || '' = 'queued'";
  return claimFrom(storage, worker_id, room, { candidates: QUEUED, still, given: null });
}

const DUE = `waiting as (
    select d.run_id, d.organization_id, d.priority, d.wake_at as since from runs d
    where d.claim_id is null and d.ended_at is null and d.wake_at <= $6::timestamptz
      and ${hasRoom("d")} and ${notLeft("d")}
    order by d.wake_at limit $2::int
  )`;

/** Runs whose time has come, or that somebody gave back: their jobs were turned away, or are late. */
export function claimDue(storage: Storage, worker_id: string, room: Room, now: Date) {
  const still = "num_nulls(r.claim_id, r.ended_at) = 2 and r.wake_at <= $6::timestamptz";
  return claimFrom(storage, worker_id, room, { candidates: DUE, still, given: now.toISOString() });
}
