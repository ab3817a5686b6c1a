// What the address of the runs page says, and what the server is asked for by it.
import {
  RUN_TEXT_FIELDS,
  RUN_TRIGGERS,
  type RunStartedBy,
  type RunsFilter,
  type RunTextField,
} from "@worktrail/shared/api/runs-list";
import { RUN_STATUSES, type RunStatus } from "@worktrail/shared/run/state";

/** Runs that no server could bring to an end: in the address it stands where a status would. */
export const DEAD_LETTERS = "dead_letters";

export const TIME_SPANS = { "1h": 3_600_000, "24h": 86_400_000, "7d": 7 * 86_400_000 } as const;
export type TimeSpan = keyof typeof TIME_SPANS;

/** The filter lives in the address, so that it can be shared and survives going back. */
export type RunsSearch = {
  segment_id?: string | undefined;
  version?: number | undefined;
  /** One or several, with commas between them, or `dead_letters`. */
  status?: string | undefined;
  time?: TimeSpan | undefined;
  from?: string | undefined;
  to?: string | undefined;
  trigger?: RunStartedBy | undefined;
  who?: string | undefined;
  q?: string | undefined;
  in?: RunTextField | undefined;
};

/** The router reads `q=17` as a number. */
function words(value: unknown): string | undefined {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

function moment(value: unknown): string | undefined {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

const oneOf = <Value extends string>(known: readonly Value[], value: unknown) =>
  known.find((one) => one === value);

/** Whatever it does not know counts as nothing. */
export function readRunsSearch(search: Record<string, unknown>): RunsSearch {
  const version =
    typeof search.version === "number" && search.version >= 1 ? Math.floor(search.version) : undefined;
  const chosen = words(search.status);
  const statuses = readStatuses(chosen);
  const time = oneOf(Object.keys(TIME_SPANS) as TimeSpan[], search.time);
  const segment_id = words(search.segment_id);
  return dropped({
    segment_id,
    version: segment_id === undefined ? undefined : version,
    status: chosen === DEAD_LETTERS ? DEAD_LETTERS : statuses.length > 0 ? statuses.join(",") : undefined,
    time,
    from: time ? undefined : moment(search.from),
    to: time ? undefined : moment(search.to),
    trigger: oneOf(RUN_TRIGGERS, search.trigger),
    who: words(search.who),
    q: words(search.q)?.slice(0, 200),
    in: oneOf(RUN_TEXT_FIELDS, search.in),
  });
}

/** The same search without what it leaves open, so that two that ask the same are equal. */
function dropped(search: RunsSearch): RunsSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

export function readStatuses(text: string | undefined): RunStatus[] {
  const named = text?.split(",") ?? [];
  return RUN_STATUSES.filter((status) => named.includes(status));
}

/** Adds a status to the chosen ones, or takes it away; dead letters stand alone. */
export function withStatus(search: RunsSearch, status: RunStatus | typeof DEAD_LETTERS): RunsSearch {
  if (status === DEAD_LETTERS) {
    return dropped({ ...search, status: search.status === DEAD_LETTERS ? undefined : DEAD_LETTERS });
  }
  const chosen = readStatuses(search.status);
  const next = chosen.includes(status) ? chosen.filter((one) => one !== status) : [...chosen, status];
  const known = RUN_STATUSES.filter((one) => next.includes(one));
  return dropped({ ...search, status: known.length > 0 ? known.join(",") : undefined });
}

export const isFiltered = (search: RunsSearch) => Object.values(search).some((value) => value !== undefined);

/** @param now in milliseconds: what "the last hour" ends at */
export function filterOf(search: RunsSearch, now: number): RunsFilter {
  const statuses = readStatuses(search.status);
  const from = search.time ? new Date(now - TIME_SPANS[search.time]).toISOString() : search.from;
  const [only] = statuses;
  return {
    ...(search.segment_id && { segment_id: search.segment_id }),
    ...(search.version && { revision: search.version }),
    ...(only && { status: statuses.length === 1 ? only : statuses }),
    ...(search.status === DEAD_LETTERS && { dead_letter: true as const }),
    ...(from && { from }),
    ...(search.to && { to: search.to }),
    ...(search.trigger && { trigger: search.trigger }),
    ...(search.who && { who: search.who }),
    ...(search.q?.trim() && { text: search.q.trim() }),
    ...(search.q?.trim() && search.in && { text_in: [search.in] }),
  };
}
