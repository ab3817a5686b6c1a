// Whether the segments that a segment runs as steps are there, can run, and do not lead back to it.
import { jsonPointer } from "@worktrail/shared/json";
import type { Issue, IssueCode } from "@worktrail/shared/segment/issue";
import type { Segment } from "@worktrail/shared/segment/schema";
import { hasErrors } from "@worktrail/shared/segment/validate";
import { NO_SEGMENT, subSegmentOf } from "@worktrail/steps/sub-segment/contract";
import type { Database } from "../db/storage.ts";
import { type PinnedSegment, pinSegment } from "./pin-segment.ts";

/** Segments that are looked at for one check: what lies deeper is bounded when it runs. */
const MAX_SEGMENTS = 200;

type Place = { segment_id: string; revision: number | null };

/**
 * The issues of every enabled step that runs another segment. To be joined with those of `validateSegment`: kept
 * with a draft, refused at publishing and at start. A segment of another organisation is as little there as one
 * that never was.
 */
export async function checkSubSegments(
  db: Database,
  organization_id: string,
  segment: Segment,
): Promise<Issue[]> {
  const lookUp = lookUps(db, organization_id);
  const issues: Issue[] = [];
  for (const [index, step] of segment.steps.entries()) {
    const named = step.disabled ? null : subSegmentOf(step);
    if (!named) continue;
    const problem = await problemOf(lookUp, segment, named);
    if (!problem) continue;
    const path = jsonPointer("steps", index, "config", "segment_id");
    issues.push({ ...problem, severity: "error", path, step_id: step.step_id });
  }
  return issues;
}

type Problem = { code: IssueCode; message: string };
type LookUp = (place: Place) => Promise<PinnedSegment | undefined>;

/** Each segment is read once, however many steps run it. */
function lookUps(db: Database, organization_id: string): LookUp {
  const known = new Map<string, Promise<PinnedSegment | undefined>>();
  return ({ segment_id, revision }) => {
    const key = `${segment_id}@${revision ?? ""}`;
    const found = known.get(key) ?? pinSegment(db, { organization_id, segment_id }, revision);
    known.set(key, found);
    return found;
  };
}

async function problemOf(lookUp: LookUp, segment: Segment, named: Place): Promise<Problem | null> {
  const { segment_id, revision } = named;
  if (segment_id === NO_SEGMENT) {
    return { code: "SUB_SEGMENT_NOT_FOUND", message: "Choose the segment that this step runs." };
  }
  const cycle = await findCycle(lookUp, segment.segment_id, named);
  if (cycle) {
    const way = [segment.segment_id, ...cycle].join(" → ");
    const message = `This step leads back to where it came from: ${way}. Run another segment here.`;
    return { code: "SUB_SEGMENT_RECURSION", message };
  }
  const pinned = await lookUp(named);
  if (!pinned) {
    const which = revision === null ? "" : ` with a revision ${revision}`;
    const message = `There is no segment ${segment_id}${which}. Choose another one.`;
    return { code: "SUB_SEGMENT_NOT_FOUND", message };
  }
  if (!hasErrors(pinned.issues)) return null;
  const first = pinned.issues.find((issue) => issue.severity === "error")?.message ?? "";
  const message = `The segment ${segment_id} cannot run as it is. ${first}`.trim();
  return { code: "SUB_SEGMENT_INVALID", message };
}

/** The ids on the way from `from` to a segment that is on that way already; null where there is none. */
async function findCycle(lookUp: LookUp, root: string, from: Place): Promise<string[] | null> {
  const open: { place: Place; way: string[] }[] = [{ place: from, way: [from.segment_id] }];
  const seen = new Set<string>();
  for (let next = open.pop(); next && seen.size < MAX_SEGMENTS; next = open.pop()) {
    const { place, way } = next;
    if (place.segment_id === root) return way;
    seen.add(`${place.segment_id}@${place.revision ?? ""}`);
    const pinned = await lookUp(place);
    for (const step of pinned?.segment.steps ?? []) {
      const named = step.disabled ? null : subSegmentOf(step);
      if (!named) continue;
      if (way.includes(named.segment_id)) return [...way, named.segment_id];
      if (seen.has(`${named.segment_id}@${named.revision ?? ""}`)) continue;
      open.push({ place: named, way: [...way, named.segment_id] });
    }
  }
  return null;
}
