// The loaded pages of the list, kept fresh in place: what changed is asked for by its ids and put where it stands.
import type { InfiniteData } from "@tanstack/react-query";
import type { ApiOutputs } from "../api/trpc.ts";

export type ListedRun = ApiOutputs["runs"]["list"]["runs"][number];
export type RunsListPage = ApiOutputs["runs"]["list"];
export type RunsPages = InfiniteData<RunsListPage, string | undefined>;

export const rowsOf = (data: Pick<RunsPages, "pages"> | undefined): ListedRun[] => {
  const seen = new Set<string>();
  return (data?.pages ?? [])
    .flatMap((page) => page.runs)
    .filter(({ run_id }) => !seen.has(run_id) && seen.add(run_id));
};

const isNewer = (one: ListedRun, other: ListedRun) =>
  one.created_at === other.created_at ? one.run_id > other.run_id : one.created_at > other.created_at;

export type Changed = {
  /** What was asked for. */
  run_ids: readonly string[];
  /** Those of them that fit the filter now. */
  runs: readonly ListedRun[];
};

/**
 * @returns the pages with what changed in its place and without what fits no more, and the runs that are not in them
 *   yet; what belongs behind the last loaded row is left to the page that it is on
 */
export function withChanges(
  data: RunsPages,
  { run_ids, runs }: Changed,
): { data: RunsPages; fresh: ListedRun[] } {
  const now = new Map(runs.map((run) => [run.run_id, run]));
  const asked = new Set(run_ids);
  const known = new Set(rowsOf(data).map(({ run_id }) => run_id));
  const pages = data.pages.map((page) =>
    page.runs.some(({ run_id }) => asked.has(run_id))
      ? {
          ...page,
          runs: page.runs.flatMap((run) => (asked.has(run.run_id) ? (now.get(run.run_id) ?? []) : [run])),
        }
      : page,
  );
  const oldest = rowsOf(data).at(-1);
  const goesOn = data.pages.at(-1)?.next_cursor != null;
  const fresh = runs.filter(
    (run) => !known.has(run.run_id) && (!goesOn || (oldest !== undefined && isNewer(run, oldest))),
  );
  return { data: { ...data, pages }, fresh };
}

/** The runs that wait to be shown, after a change: no longer those that do not fit any more. */
export function waitingAfter(
  waiting: readonly ListedRun[],
  fresh: readonly ListedRun[],
  run_ids: readonly string[],
): ListedRun[] {
  const asked = new Set(run_ids);
  return [...fresh, ...waiting.filter(({ run_id }) => !asked.has(run_id))];
}

/** Puts runs into the first page, each at its place. */
export function withFresh(data: RunsPages, fresh: readonly ListedRun[]): RunsPages {
  const [first, ...others] = data.pages;
  if (!first || fresh.length === 0) return data;
  const added = new Set(fresh.map(({ run_id }) => run_id));
  const runs = [...fresh, ...first.runs.filter(({ run_id }) => !added.has(run_id))].toSorted((one, other) =>
    isNewer(one, other) ? -1 : 1,
  );
  return { ...data, pages: [{ ...first, runs }, ...others] };
}

/** The ids to ask for next: those in sight first, as many as one call takes. */
export function nextToAsk(
  changed: ReadonlySet<string>,
  shown: ReadonlySet<string>,
  most: number,
): { ask: string[]; rest: string[] } {
  const ids = [...changed].toSorted((one, other) => Number(shown.has(other)) - Number(shown.has(one)));
  return { ask: ids.slice(0, most), rest: ids.slice(most) };
}
