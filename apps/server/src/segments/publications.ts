import { and, eq, inArray, max } from "../db/drizzle-orm.ts";
import { segment_publications, segments, user } from "../db/schema/index.ts";
import type { Database } from "../db/storage.ts";
import { isPublicationOf, isSegment, type SegmentKey } from "./repo.ts";

export type Publication = {
  action: "published" | "unpublished";
  revision: number;
  done_at: Date;
  done_by: string;
};

/** Moves the head's published revision and keeps the act. Hold the head (`lockHead`) while calling it. */
export async function writePublication(tx: Database, key: SegmentKey, act: Publication): Promise<void> {
  const [last] = await tx
    .select({ number: max(segment_publications.number) })
    .from(segment_publications)
    .where(isPublicationOf(key));
  await tx.insert(segment_publications).values({ ...key, ...act, number: (last?.number ?? 0) + 1 });
  const published = act.action === "published";
  await tx
    .update(segments)
    .set({
      published_revision: published ? act.revision : null,
      published_at: published ? act.done_at : null,
      published_by: published ? act.done_by : null,
    })
    .where(isSegment(key));
}

/** Every publishing of these revisions and its end, oldest first. */
export async function findPublications(db: Database, key: SegmentKey, revisions: readonly number[]) {
  if (revisions.length === 0) return [];
  return db
    .select({
      action: segment_publications.action,
      revision: segment_publications.revision,
      done_at: segment_publications.done_at,
      done_by: segment_publications.done_by,
      done_by_name: user.name,
    })
    .from(segment_publications)
    .leftJoin(user, eq(user.id, segment_publications.done_by))
    .where(and(isPublicationOf(key), inArray(segment_publications.revision, [...revisions])))
    .orderBy(segment_publications.number);
}
