// The history by day, with saves that followed each other closely as one line.
import type { Version } from "./version-queries.ts";

/** Saves of one person with no longer pause than this are one line. */
const BURST_PAUSE_MS = 10 * 60_000;

export type VersionBurst = {
  /** The newest of them, which stands for all. */
  readonly version: Version;
  /** The ones before it, newest first. */
  readonly earlier: readonly Version[];
};
export type VersionDay = { readonly day: string; readonly bursts: readonly VersionBurst[] };

/** `dayOf` gives the name of a day, so that time zone and language are the caller's. */
export function groupVersions(versions: readonly Version[], dayOf: (at: Date) => string): VersionDay[] {
  const days: { day: string; bursts: { version: Version; earlier: Version[] }[] }[] = [];
  for (const version of versions) {
    const day = dayOf(new Date(version.created_at));
    let today = days.at(-1);
    if (today?.day !== day) {
      today = { day, bursts: [] };
      days.push(today);
    }
    const burst = today.bursts.at(-1);
    const last = burst?.earlier.at(-1) ?? burst?.version;
    if (burst && last && isPlain(version) && isPlain(last) && follow(version, last))
      burst.earlier.push(version);
    else today.bursts.push({ version, earlier: [] });
  }
  return days;
}

/** Autosaved and nothing more: no name, no note, never published, never run. */
function isPlain({ name, note, publications, runs }: Version): boolean {
  return name === null && note === null && publications.length === 0 && runs === 0;
}

function follow(earlier: Version, later: Version): boolean {
  const pause = Date.parse(later.created_at) - Date.parse(earlier.created_at);
  return earlier.created_by.user_id === later.created_by.user_id && pause <= BURST_PAUSE_MS;
}
