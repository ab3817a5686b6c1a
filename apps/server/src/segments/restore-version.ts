import type { RestoreVersionInput } from "@worktrail/shared/api/segments";
import { exportSegment } from "@worktrail/shared/segment/canonical";
import type { Issue } from "@worktrail/shared/segment/issue";
import type { z } from "zod";
import type { Deps } from "../deps.ts";
import type { Actor } from "../identity/actor.ts";
import { notFound, revisionNotFound } from "./not-found.ts";
import { findHead } from "./repo.ts";
import { writeDraft } from "./save-segment.ts";
import { loadCheckedSegment } from "./segment-documents.ts";

type Restored = { segment_id: string; revision: number; issues: Issue[] };

/**
 * Makes what a version held the newest revision again; nothing of what came after it is lost.
 * @throws AppError `CONFLICT` with the current revision when `base_revision` is not the current one, `NOT_FOUND`.
 */
export async function restoreVersion(
  { storage, live }: Pick<Deps, "storage" | "live">,
  actor: Pick<Actor, "organization_id" | "user_id">,
  { segment_id, revision: from, base_revision }: z.output<typeof RestoreVersionInput>,
): Promise<Restored> {
  const key = { organization_id: actor.organization_id, segment_id };
  const head = await findHead(storage.db, key);
  if (!head || head.deleted_at !== null) throw notFound(segment_id);
  const stored = await loadCheckedSegment(storage.db, key, from);
  if (!stored) throw revisionNotFound(segment_id, from);
  const draft = {
    ...key,
    project_id: head.project_id,
    name: stored.segment.name,
    document: exportSegment(stored.segment),
    saved_by: actor.user_id,
    note: `Restored from version ${from}.`,
  };
  const { revision, written } = await writeDraft(storage.db, draft, base_revision);
  if (written) live.changed(actor.organization_id, "segments", segment_id);
  return { segment_id, revision, issues: stored.issues };
}
