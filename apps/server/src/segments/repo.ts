import { alias, and, desc, eq, isNotNull, isNull, lt, or, sql } from "../db/drizzle-orm.ts";
import { segment_publications, segment_revisions, segments, user } from "../db/schema/index.ts";
import type { Database } from "../db/storage.ts";

export type SegmentKey = { organization_id: string; segment_id: string };

const publisher = alias(user, "publisher");
const namer = alias(user, "namer");

export const isSegment = (key: SegmentKey) =>
  and(eq(segments.organization_id, key.organization_id), eq(segments.segment_id, key.segment_id));

export const isRevisionOf = (key: SegmentKey) =>
  and(
    eq(segment_revisions.organization_id, key.organization_id),
    eq(segment_revisions.segment_id, key.segment_id),
  );

export const isPublicationOf = (key: SegmentKey) =>
  and(
    eq(segment_publications.organization_id, key.organization_id),
    eq(segment_publications.segment_id, key.segment_id),
  );

const HEAD = {
  segment_id: segments.segment_id,
  project_id: segments.project_id,
  name: segments.name,
  revision: segments.revision,
  created_at: segments.created_at,
  updated_at: segments.updated_at,
  updated_by: segments.updated_by,
  updated_by_name: user.name,
  deleted_at: segments.deleted_at,
  published_revision: segments.published_revision,
  published_at: segments.published_at,
  published_by: segments.published_by,
  published_by_name: publisher.name,
};

/** A revision without its document. */
const VERSION = {
  revision: segment_revisions.revision,
  created_at: segment_revisions.created_at,
  created_by: segment_revisions.created_by,
  created_by_name: user.name,
  name: segment_revisions.name,
  note: segment_revisions.note,
  named_at: segment_revisions.named_at,
  named_by: segment_revisions.named_by,
  named_by_name: namer.name,
};

/** The newest state of a segment, deleted or not. */
export async function findHead(db: Database, key: SegmentKey) {
  const [head] = await db
    .select(HEAD)
    .from(segments)
    .leftJoin(user, eq(user.id, segments.updated_by))
    .leftJoin(publisher, eq(publisher.id, segments.published_by))
    .where(isSegment(key));
  return head;
}

/** As `findHead`, holding the segment until the transaction ends. */
export async function lockHead(tx: Database, key: SegmentKey) {
  await tx.select({ revision: segments.revision }).from(segments).where(isSegment(key)).for("update");
  return findHead(tx, key);
}

export async function findRevision(db: Database, key: SegmentKey, revision: number) {
  const [row] = await db
    .select({ ...VERSION, document: segment_revisions.document })
    .from(segment_revisions)
    .leftJoin(user, eq(user.id, segment_revisions.created_by))
    .leftJoin(namer, eq(namer.id, segment_revisions.named_by))
    .where(and(isRevisionOf(key), eq(segment_revisions.revision, revision)));
  return row;
}

export async function listHeads(
  db: Database,
  scope: { organization_id: string; project_id?: string | undefined },
) {
  const inProject = scope.project_id === undefined ? undefined : eq(segments.project_id, scope.project_id);
  return db
    .select(HEAD)
    .from(segments)
    .leftJoin(user, eq(user.id, segments.updated_by))
    .leftJoin(publisher, eq(publisher.id, segments.published_by))
    .where(and(eq(segments.organization_id, scope.organization_id), inProject, isNull(segments.deleted_at)))
    .orderBy(desc(segments.updated_at), segments.segment_id)
    .limit(1_000);
}

export type VersionFilter = { before?: number | undefined; limit: number; marked_only: boolean };

/** Newest first. */
export async function listRevisions(db: Database, key: SegmentKey, filter: VersionFilter) {
  const { before, limit, marked_only } = filter;
  return db
    .select(VERSION)
    .from(segment_revisions)
    .leftJoin(user, eq(user.id, segment_revisions.created_by))
    .leftJoin(namer, eq(namer.id, segment_revisions.named_by))
    .where(
      and(
        isRevisionOf(key),
        before === undefined ? undefined : lt(segment_revisions.revision, before),
        marked_only ? or(isNotNull(segment_revisions.name), wasPublished(key)) : undefined,
      ),
    )
    .orderBy(desc(segment_revisions.revision))
    .limit(limit);
}

const wasPublished = (key: SegmentKey) =>
  sql`${segment_revisions.revision} in (select ${segment_publications.revision} from ${segment_publications} where ${isPublicationOf(key)})`;

export type NewRevision = SegmentKey & {
  project_id: string;
  name: string;
  revision: number;
  document: string;
  saved_by: string;
  saved_at: Date;
  note?: string | undefined;
};

/** Makes the head, or moves it on, and keeps the document as a revision of its own. */
export async function writeRevision(tx: Database, save: NewRevision): Promise<void> {
  const { organization_id, segment_id, project_id, name, revision, document, note, saved_by, saved_at } =
    save;
  const moved = { name, revision, updated_at: saved_at, updated_by: saved_by, deleted_at: null };
  await tx
    .insert(segments)
    .values({ organization_id, segment_id, project_id, created_at: saved_at, ...moved })
    .onConflictDoUpdate({ target: [segments.organization_id, segments.segment_id], set: moved });
  await tx.insert(segment_revisions).values({
    organization_id,
    segment_id,
    revision,
    document,
    note,
    created_at: saved_at,
    created_by: saved_by,
  });
}

export async function markDeleted(db: Database, key: SegmentKey, at: Date): Promise<boolean> {
  const rows = await db
    .update(segments)
    // What takes the id later starts unpublished.
    .set({ deleted_at: at, published_revision: null, published_at: null, published_by: null })
    .where(and(isSegment(key), isNull(segments.deleted_at)))
    .returning({ segment_id: segments.segment_id });
  return rows.length > 0;
}
