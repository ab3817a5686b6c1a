// Runs whose process is dead. One that kills whoever takes it is found out, and is not taken for ever.
import type { Storage } from "../db/storage.ts";
import { claimFrom, hasRoom, notLeft, type Room } from "./claim-room.ts";

/** Taken over so often in a row without a new event, a run is taken alone, so that the others don't die with it. */
const SUSPECT_AFTER = 2;
/** Taken over so often in a row without a new event, a run is given up. */
const POISON_AFTER = 5;

const abandoned = (alias: string) =>
  `not exists (select 1 from workers w where w.worker_id = ${alias}.claim_id)`;
const dead = (alias: string) =>
  `${alias}.ended_at is null and ${alias}.claim_id is not null and ${abandoned(alias)}`;
const suspect = (alias: string) =>
  `(${alias}.taken_seq is not distinct from ${alias}.last_seq and ${alias}.takeovers >= ${SUSPECT_AFTER})`;
const COUNT = `, takeovers = case when r.taken_seq = r.last_seq then r.takeovers + 1 else 1 end,
  taken_seq = r.last_seq`;

/** Claims runs whose worker is dead, except for those that may have killed it. */
export function claimOrphans(storage: Storage, worker_id: string, room: Room) {
  const candidates = `waiting as (
    select d.run_id, d.organization_id, d.priority, d.created_at as since from runs d
    where ${dead("d")} and not ${suspect("d")} and ${hasRoom("d")} and ${notLeft("d")} and $6::text is null
    order by d.priority, d.created_at limit $2::int
  )`;
  const still = `num_nulls(r.ended_at) = 1 and num_nulls(r.claim_id) = 0 and ${abandoned("r")}`;
  return claimFrom(storage, worker_id, room, { candidates, still, also: COUNT, given: null });
}

export type Suspect = { run_id: string; organization_id: string; poison: boolean };

/** Claims one run that may have killed those who took it before; one that did so too often is left with the dead. */
export async function claimSuspect(
  storage: Storage,
  worker_id: string,
  left: readonly string[] = [],
): Promise<Suspect | null> {
  const [row] = await storage.query<Suspect>(
    `update runs r set claim_id = case when one.poison then r.claim_id else $1 end ${COUNT} from (
       select d.run_id, d.takeovers >= ${POISON_AFTER} as poison from runs d
       where ${dead("d")} and ${suspect("d")} and d.run_id <> all($2::text[])
       order by d.takeovers, d.created_at limit 1 for update skip locked) as one
     where r.run_id = one.run_id
     returning r.run_id, r.organization_id, one.poison`,
    [worker_id, left],
  );
  return row ?? null;
}
