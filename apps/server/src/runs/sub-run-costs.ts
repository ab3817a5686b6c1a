import type { Storage } from "../db/storage.ts";

/** What the runs below a run are: those that it has started, those that these have started, and so on. */
export type SubRuns = {
  count: number;
  /** US dollars of all of them together; null where no call had a price. */
  cost_usd: number | null;
  /** False: there are more than were looked at. */
  whole: boolean;
};

/** Of all that one request looks at. */
const MOST_RUNS = 10_000;

/**
 * Added up when somebody looks, by the index of parents: no run pays for it when it ends. The limit inside keeps
 * each step down a walk of that index.
 * @returns nothing for a run that has started none
 */
export async function findSubRuns(
  storage: Pick<Storage, "query">,
  organization_id: string,
  run_ids: readonly string[],
): Promise<Map<string, SubRuns>> {
  if (run_ids.length === 0) return new Map();
  const rows = await storage.query<{ root: string; count: number; cost_usd: number | null }>(
    `with recursive below(root, run_id, cost_usd, own) as (
       select run_id, run_id, null::double precision, true from unnest($2::text[]) as v(run_id)
       union all
       select b.root, r.run_id, r.cost_usd, false from below b cross join lateral (
         select run_id, cost_usd from runs
         where parent_run_id = b.run_id and organization_id = $1 limit $3) as r)
     select root, count(*)::int as count, sum(cost_usd) as cost_usd
     from (select root, cost_usd from below where not own limit $3) as counted group by root`,
    [organization_id, run_ids, MOST_RUNS],
  );
  const whole = rows.reduce((sum, { count }) => sum + count, 0) < MOST_RUNS;
  return new Map(rows.map(({ root, count, cost_usd }) => [root, { count, cost_usd, whole }]));
}
