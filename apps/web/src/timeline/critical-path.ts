// The chain of steps that determined when the run ended: each link is what the next one had to wait for.
import type { GraphStep, SegmentGraph } from "@worktrail/shared/segment/graph";
import { counted } from "../ui/counted.ts";
import type { Part, PartKind, Timeline, Track } from "./timeline-model.ts";
import { timeWords } from "./timeline-words.ts";

export type PathShares = {
  /** Ready, or between two steps, and not started. */
  queue: number;
  execution: number;
  /** For people, and for the next attempt. */
  waiting: number;
  /** The run was paused, or had ended and was opened again later. */
  stopped: number;
};
export type CriticalPath = {
  /** In the order of time. */
  step_ids: readonly string[];
  /** From the run's start to its end. */
  total: number;
  /** They add up to the total. */
  shares: PathShares;
};

/** Null while the run goes on, and for one in which no step ran. */
export function criticalPath(timeline: Timeline, graph: SegmentGraph): CriticalPath | null {
  const { ended } = timeline;
  const last = ended && lastTrack(timeline);
  if (!last) return null;
  const tracks: Track[] = [];
  for (
    let track: Track | null = last;
    track;
    track = decidedBy(timeline, graph.steps.get(track.step_id), track)
  )
    tracks.unshift(track);
  const shares = sharesOf(timeline, tracks, ended.at);
  // A step that was passed over took no part; it only stands between two that did.
  const step_ids = tracks.filter(({ parts }) => parts.length > 0).map(({ step_id }) => step_id);
  return { step_ids, total: ended.at, shares };
}

/** Where the run failed; else what ended last, and of a run that was stopped what had begun last. */
function lastTrack({ tracks, ended }: Timeline): Track | null {
  const failed = ended?.step_id ? tracks.get(ended.step_id) : undefined;
  if (failed) return failed;
  let last: Track | null = null;
  for (const track of tracks.values()) {
    if (track.ended && track.parts.length > 0 && (!last || isLater(track, last))) last = track;
  }
  return last;
}

function isLater(one: Track, other: Track): boolean {
  const difference = (one.ended?.seq ?? 0) - (other.ended?.seq ?? 0);
  return difference === 0 ? (one.first_start ?? 0) > (other.first_start ?? 0) : difference > 0;
}

/** The step whose end let this one start: of what had ended by then the last, a live edge before a dead one. */
function decidedBy({ tracks }: Timeline, step: GraphStep | undefined, track: Track): Track | null {
  const before = track.first_start ?? track.ended?.seq ?? 0;
  let found: { track: Track; at: number; live: boolean; seq: number } | null = null;
  for (const edge of step?.incoming ?? []) {
    const source = tracks.get(edge.source_step);
    if (!source?.ended || source.ended.seq >= before) continue;
    const { at, seq, ports } = source.ended;
    const one = { track: source, at, seq, live: ports?.includes(edge.source_port) ?? false };
    if (!found || comesAfter(one, found)) found = one;
  }
  return found?.track ?? null;
}

type Decided = { at: number; live: boolean; seq: number };
function comesAfter(one: Decided, other: Decided): boolean {
  if (one.at !== other.at) return one.at > other.at;
  return one.live === other.live ? one.seq > other.seq : one.live;
}

const SHARE_OF: Readonly<Record<PartKind, keyof PathShares>> = {
  queued: "queue",
  running: "execution",
  call: "execution",
  runs_below: "execution",
  person: "waiting",
  back_off: "waiting",
};

function sharesOf({ bands }: Timeline, tracks: readonly Track[], end: number): PathShares {
  const shares: PathShares = { queue: 0, execution: 0, waiting: 0, stopped: 0 };
  let at = 0;
  const upTo = (to: number, share: keyof PathShares) => {
    if (to <= at) return;
    // A run that stands still starts nothing; what is under way goes on.
    const stopped = share === "queue" || share === "waiting" ? overlap(bands, at, to, share) : 0;
    shares[share] += to - at - stopped;
    shares.stopped += stopped;
    at = to;
  };
  for (const { parts } of tracks) {
    for (const part of parts) {
      upTo(part.start, "queue");
      upTo(endOf(part), SHARE_OF[part.kind]);
    }
  }
  upTo(end, "queue");
  return shares;
}

const endOf = ({ start, end }: Part) => end ?? start;

/** People may answer while the run is paused; nobody can while it is closed. */
function overlap(bands: Timeline["bands"], from: number, to: number, share: keyof PathShares): number {
  let sum = 0;
  for (const { kind, start, end } of bands) {
    if (share === "waiting" && kind === "paused") continue;
    sum += Math.max(0, Math.min(to, end ?? to) - Math.max(from, start));
  }
  return sum;
}

/** "Critical path: 4 steps, 3 min 2 s. Execution 5 %, waiting 94 %, queue 1 %." */
export function pathWords({ step_ids, total, shares }: CriticalPath): string {
  const parts = SHARES.filter(([share]) => shares[share] > 0).map(
    ([share, word]) => `${word} ${timeWords(shares[share])} (${percent(shares[share], total)})`,
  );
  const what = `Critical path: ${counted(step_ids.length, "step")}, ${timeWords(total)}`;
  return parts.length === 0 ? `${what}.` : `${what}: ${parts.join(", ")}.`;
}

const SHARES: readonly (readonly [keyof PathShares, string])[] = [
  ["execution", "execution"],
  ["waiting", "waiting"],
  ["queue", "queue"],
  ["stopped", "run stopped"],
];

function percent(share: number, total: number): string {
  const value = (share / total) * 100;
  if (value < 1) return "under 1 %";
  return value > 99 && value < 100 ? "over 99 %" : `${Math.round(value)} %`;
}
