import { AppError } from "@worktrail/shared/errors";
import type { Deps } from "../deps.ts";
import type { Actor } from "../identity/actor.ts";
import { notFound } from "./not-found.ts";
import { person } from "./person.ts";
import { publishedOf } from "./published-of.ts";
import { findHead, findRevision, listHeads, markDeleted } from "./repo.ts";
import { readStoredSegment } from "./segment-documents.ts";

type SegmentDeps = Pick<Deps, "storage" | "live">;
type Member = Pick<Actor, "organization_id">;

/** A segment as it is now, or as it was at `revision`, which stays readable after the segment was deleted. */
export async function getSegment(
  { storage }: Pick<Deps, "storage">,
  actor: Member,
  input: { segment_id: string; revision?: number | undefined },
) {
  const key = { organization_id: actor.organization_id, segment_id: input.segment_id };
  const head = await findHead(storage.db, key);
  if (!head || (head.deleted_at !== null && input.revision === undefined)) throw notFound(input.segment_id);
  const revision = input.revision ?? head.revision;
  const row = await findRevision(storage.db, key, revision);
  if (!row) throw new AppError("NOT_FOUND", `The segment ${input.segment_id} has no revision ${revision}.`);
  return {
    segment: readStoredSegment(row.document),
    revision,
    updated_at: row.created_at.toISOString(),
    updated_by: person(row.created_by, row.created_by_name),
    name: row.name,
    note: row.note,
    latest_revision: head.revision,
    deleted: head.deleted_at !== null,
    ...publishedOf(head),
  };
}

export async function listSegments(
  { storage }: Pick<Deps, "storage">,
  actor: Member,
  input: { project_id?: string | undefined },
) {
  const heads = await listHeads(storage.db, { organization_id: actor.organization_id, ...input });
  return {
    segments: heads.map((head) => ({
      segment_id: head.segment_id,
      project_id: head.project_id,
      name: head.name,
      revision: head.revision,
      created_at: head.created_at.toISOString(),
      updated_at: head.updated_at.toISOString(),
      updated_by: person(head.updated_by, head.updated_by_name),
      ...publishedOf(head),
    })),
  };
}

/** Runs under way keep the revision that they started with. */
export async function deleteSegment(
  { storage, live }: SegmentDeps,
  actor: Member,
  input: { segment_id: string },
) {
  const key = { organization_id: actor.organization_id, segment_id: input.segment_id };
  if (!(await markDeleted(storage.db, key, new Date()))) throw notFound(input.segment_id);
  live.changed(actor.organization_id, "segments", input.segment_id);
  return { segment_id: input.segment_id };
}
