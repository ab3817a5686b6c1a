import type { ListVersionsInput, NameVersionInput } from "@worktrail/shared/api/segments";
import type { z } from "zod";
import { and, desc, eq, sql } from "../db/drizzle-orm.ts";
import { runs, segment_revisions } from "../db/schema/index.ts";
import type { Database } from "../db/storage.ts";
import type { Deps } from "../deps.ts";
import type { Actor } from "../identity/actor.ts";
import { notFound, revisionNotFound } from "./not-found.ts";
import { person } from "./person.ts";
import { findPublications } from "./publications.ts";
import { publishedOf } from "./published-of.ts";
import { findHead, findRevision, isRevisionOf, listRevisions, type SegmentKey } from "./repo.ts";

type VersionDeps = Pick<Deps, "storage" | "live">;

/** Runs are counted among a segment's newest ten thousand, so that a busy segment's history opens at once. */
const RUNS_COUNTED = 10_000;

/** Revisions newest first, autosaved ones too; `next_before` is null on the last page. */
export async function listVersions(
  { storage: { db } }: Pick<Deps, "storage">,
  actor: Pick<Actor, "organization_id">,
  input: z.output<typeof ListVersionsInput>,
) {
  const key = { organization_id: actor.organization_id, segment_id: input.segment_id };
  const head = await findHead(db, key);
  if (!head) throw notFound(input.segment_id);
  const rows = await listRevisions(db, key, { ...input, limit: input.limit + 1 });
  const page = rows.slice(0, input.limit);
  const publications = await findPublications(
    db,
    key,
    page.map(({ revision }) => revision),
  );
  const counts = await countRuns(db, key);
  return {
    versions: page.map((row) => ({
      revision: row.revision,
      created_at: row.created_at.toISOString(),
      created_by: person(row.created_by, row.created_by_name),
      name: row.name,
      note: row.note,
      named_at: row.named_at?.toISOString() ?? null,
      named_by: row.named_by === null ? null : person(row.named_by, row.named_by_name),
      published: row.revision === head.published_revision,
      publications: publications
        .filter(({ revision }) => revision === row.revision)
        .map(({ action, done_at, done_by, done_by_name }) => ({
          action,
          at: done_at.toISOString(),
          by: person(done_by, done_by_name),
        })),
      runs: counts.get(row.revision) ?? 0,
    })),
    next_before: rows.length > page.length ? (page.at(-1)?.revision ?? null) : null,
    latest_revision: head.revision,
    updated_by: person(head.updated_by, head.updated_by_name),
    ...publishedOf(head),
  };
}

async function countRuns(db: Database, key: SegmentKey): Promise<ReadonlyMap<number | null, number>> {
  const newest = db
    .select({ revision: runs.revision })
    .from(runs)
    .where(and(eq(runs.organization_id, key.organization_id), eq(runs.segment_id, key.segment_id)))
    .orderBy(desc(runs.created_at))
    .limit(RUNS_COUNTED)
    .as("newest");
  const rows = await db
    .select({ revision: newest.revision, count: sql<number>`count(*)::int` })
    .from(newest)
    .groupBy(newest.revision);
  return new Map(rows.map(({ revision, count }) => [revision, count]));
}

/** Gives a version a name and a note, or takes them away. @throws AppError `NOT_FOUND` */
export async function nameVersion(
  { storage, live }: VersionDeps,
  actor: Pick<Actor, "organization_id" | "user_id">,
  input: z.output<typeof NameVersionInput>,
) {
  const { segment_id, revision } = input;
  const key = { organization_id: actor.organization_id, segment_id };
  const named = await storage.db.transaction(async (tx) => {
    await writeVersionName(tx, key, { ...input, named_by: actor.user_id, named_at: new Date() });
    return findRevision(tx, key, revision);
  });
  if (!named) throw revisionNotFound(segment_id, revision);
  live.changed(actor.organization_id, "segments", segment_id);
  return { segment_id, revision, name: named.name, note: named.note };
}

export type VersionName = {
  revision: number;
  /** Left out, it stays as it is; empty or null takes it away. */
  name?: string | null | undefined;
  note?: string | null | undefined;
  named_at: Date;
  named_by: string;
};

/** Also when the same words are written again, who wrote them first stays. */
export async function writeVersionName(tx: Database, key: SegmentKey, words: VersionName): Promise<void> {
  const { revision, named_at, named_by } = words;
  const stored = await findRevision(tx, key, revision);
  if (!stored) return;
  const name = words.name === undefined ? stored.name : words.name || null;
  const note = words.note === undefined ? stored.note : words.note || null;
  if (name === stored.name && note === stored.note) return;
  await tx
    .update(segment_revisions)
    .set({ name, note, named_at, named_by })
    .where(and(isRevisionOf(key), eq(segment_revisions.revision, revision)));
}
