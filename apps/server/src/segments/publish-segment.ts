import type { PublishSegmentInput } from "@worktrail/shared/api/segments";
import { hasErrors } from "@worktrail/shared/segment/validate";
import type { z } from "zod";
import type { Database } from "../db/storage.ts";
import type { Deps } from "../deps.ts";
import type { Actor } from "../identity/actor.ts";
import { checkSubSegments } from "./check-sub-segments.ts";
import { invalidSegment } from "./invalid-segment.ts";
import { notFound, revisionNotFound } from "./not-found.ts";
import { writePublication } from "./publications.ts";
import { type Published, publishedOf } from "./published-of.ts";
import { findHead, lockHead, type SegmentKey } from "./repo.ts";
import { loadCheckedSegment } from "./segment-documents.ts";
import { writeVersionName } from "./versions.ts";

type PublishDeps = Pick<Deps, "storage" | "live">;
type Publisher = Pick<Actor, "organization_id" | "user_id">;

/**
 * Makes a revision the published one, without a number the newest. Publishing what is published changes
 * nothing but its name and note.
 * @throws AppError `INVALID_SEGMENT` with the issues, `NOT_FOUND`.
 */
export async function publishSegment(
  { storage, live }: PublishDeps,
  actor: Publisher,
  input: z.output<typeof PublishSegmentInput>,
): Promise<Published & { segment_id: string }> {
  const key = { organization_id: actor.organization_id, segment_id: input.segment_id };
  const published = await storage.db.transaction(async (tx) => {
    const head = await lockHead(tx, key);
    if (!head || head.deleted_at !== null) throw notFound(input.segment_id);
    const revision = input.revision ?? head.revision;
    await refuseInvalid(tx, key, revision);
    const at = new Date();
    await writeVersionName(tx, key, { ...input, revision, named_by: actor.user_id, named_at: at });
    if (head.published_revision === revision) return publishedOf(head);
    await writePublication(tx, key, {
      action: "published",
      revision,
      done_at: at,
      done_by: actor.user_id,
    });
    return publishedNow(tx, key);
  });
  live.changed(actor.organization_id, "segments", input.segment_id);
  return { segment_id: input.segment_id, ...published };
}

async function refuseInvalid(tx: Database, key: SegmentKey, revision: number): Promise<void> {
  const checked = await loadCheckedSegment(tx, key, revision);
  if (!checked) throw revisionNotFound(key.segment_id, revision);
  const issues = [...checked.issues, ...(await checkSubSegments(tx, key.organization_id, checked.segment))];
  if (hasErrors(issues)) throw invalidSegment("This segment cannot be published yet.", issues);
}

/** No revision is the published one any more; what was published, when and by whom stays in its history. */
export async function unpublishSegment(
  { storage, live }: PublishDeps,
  actor: Publisher,
  { segment_id }: { segment_id: string },
): Promise<Published & { segment_id: string }> {
  const key = { organization_id: actor.organization_id, segment_id };
  const published = await storage.db.transaction(async (tx) => {
    const head = await lockHead(tx, key);
    if (!head || head.deleted_at !== null) throw notFound(segment_id);
    if (head.published_revision === null) return publishedOf(head);
    await writePublication(tx, key, {
      action: "unpublished",
      revision: head.published_revision,
      done_at: new Date(),
      done_by: actor.user_id,
    });
    return publishedNow(tx, key);
  });
  live.changed(actor.organization_id, "segments", segment_id);
  return { segment_id, ...published };
}

async function publishedNow(tx: Database, key: SegmentKey): Promise<Published> {
  const head = await findHead(tx, key);
  if (!head) throw notFound(key.segment_id);
  return publishedOf(head);
}
