// Takes runs that wait: as many as there is room for, and of each organisation no more than its share.
import type { Storage } from "../db/storage.ts";

/** What this process can take on. */
export type Room = {
  runs: number;
  per_organization: number;
  /** How many runs each organisation has here already. */
  active: ReadonlyMap<string, number>;
  /** Runs that this process can do nothing with, and leaves to others. */
  left?: readonly string[];
};

type Source = {
  /** Candidates as `run_id, organization_id, priority, since`; `$2` bounds them, `$6` is `given`, `$8` is left out. */
  candidates: string;
  /**
   * What holds of `r` as long as nobody was faster. Written so that no partial index fits: with statistics from before
   * the queue grew, the planner would walk all of it rather than look up the few rows by their ids.
   */
  still: string;
  /** What is written beside the claim. */
  also?: string;
  given: unknown;
};

/** That there is room for the organisation of a candidate: what one has too much of hides nothing of the others. */
export const hasRoom = (alias: string) =>
  `not exists (select 1 from busy f where f.organization_id = ${alias}.organization_id and f.active >= $5::int)`;

/** That the run is not left to others: those would fill the places of the ones behind them. */
export const notLeft = (alias: string) => `${alias}.run_id <> all($8::text[])`;

/** More candidates than there is room for: others may be taking the first ones at this moment. */
const SPARE = 64;

/**
 * The most urgent first; then whose organisation has the fewest runs here; then what has waited the longest.
 * @returns what was taken
 */
export async function claimFrom(
  storage: Storage,
  worker_id: string,
  room: Room,
  { candidates, still, also = "", given }: Source,
): Promise<{ run_id: string; organization_id: string }[]> {
  if (room.runs <= 0) return [];
  return storage.query(
    `with recursive busy as (
       select * from unnest($3::text[], $4::int[]) as b(organization_id, active)
     ), ${candidates}, candidate as materialized (
       select w.run_id, w.priority, w.since, coalesce(b.active, 0)
         + row_number() over (partition by w.organization_id order by w.priority, w.since) as turn
       from waiting w left join busy b on b.organization_id = w.organization_id
     ), taken as (
       select r.run_id from candidate c join runs r on r.run_id = c.run_id
       where c.turn <= $5::int and ${still}
       order by c.priority, c.turn, c.since limit $7::int for update of r skip locked
     )
     update runs r set claim_id = $1 ${also} from taken t where r.run_id = t.run_id
     returning r.run_id, r.organization_id`,
    [
      worker_id,
      room.runs + SPARE,
      [...room.active.keys()],
      [...room.active.values()],
      room.per_organization,
      given,
      room.runs,
      room.left ?? [],
    ],
  );
}
