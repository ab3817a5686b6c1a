// Stored revisions as segments. A revision never changes, so what was read and checked once stays true.
import { AppError } from "@worktrail/shared/errors";
import type { Issue } from "@worktrail/shared/segment/issue";
import { parseSegmentText } from "@worktrail/shared/segment/parse";
import type { Segment } from "@worktrail/shared/segment/schema";
import { validateSegment } from "@worktrail/shared/segment/validate";
import { catalog } from "@worktrail/steps/contracts";
import type { Database } from "../db/storage.ts";
import { findRevision, type SegmentKey } from "./repo.ts";

export type CheckedSegment = { segment: Segment; issues: Issue[] };

const MAX_KEPT = 200;
const kept = new Map<string, CheckedSegment>();

/** A stored revision with its issues; undefined when there is no such revision. */
export async function loadCheckedSegment(
  db: Database,
  key: SegmentKey,
  revision: number,
): Promise<CheckedSegment | undefined> {
  const id = JSON.stringify([key.organization_id, key.segment_id, revision]);
  const known = kept.get(id);
  if (known) return known;
  const row = await findRevision(db, key, revision);
  if (!row) return undefined;
  const segment = readStoredSegment(row.document);
  const checked = { segment, issues: validateSegment(segment, catalog) };
  kept.set(id, checked);
  for (const oldest of kept.keys()) {
    if (kept.size <= MAX_KEPT) break;
    kept.delete(oldest);
  }
  return checked;
}

/** The segment of a document that this server wrote. */
export function readStoredSegment(document: string): Segment {
  const parsed = parseSegmentText(document);
  if (parsed.ok) return parsed.segment;
  const [issue] = parsed.issues;
  throw new AppError("INTERNAL", `A stored segment cannot be read: ${issue?.path} ${issue?.message}`, {
    kind: "unexpected",
  });
}
