import type { Database } from "../db/storage.ts";
import { findHead, type SegmentKey } from "./repo.ts";
import { type CheckedSegment, loadCheckedSegment } from "./segment-documents.ts";

export type PinnedSegment = CheckedSegment & { revision: number; project_id: string };

/**
 * The revision that a step means which runs another segment: the one that it names, else the published one, else the
 * newest. Undefined where the organisation has no such segment or revision, or has deleted it.
 */
export async function pinSegment(
  db: Database,
  key: SegmentKey,
  wanted: number | null,
): Promise<PinnedSegment | undefined> {
  const head = await findHead(db, key);
  if (!head || head.deleted_at !== null) return undefined;
  const revision = wanted ?? head.published_revision ?? head.revision;
  const checked = await loadCheckedSegment(db, key, revision);
  return checked && { ...checked, revision, project_id: head.project_id };
}
