import { exportSegment } from "@worktrail/shared/segment/canonical";
import type { Segment } from "@worktrail/shared/segment/schema";
import type { Storage } from "../../db/storage.ts";
import { findHead, writeRevision } from "../../segments/repo.ts";
import { ORGANIZATION } from "./people.ts";

/** Keeps a segment as the next revision of its id. @returns the revision */
export async function storeSegment(storage: Storage, segment: Segment): Promise<number> {
  await storage.query(
    "insert into organization (id, name, slug) values ($1, 'Test', $1) on conflict do nothing",
    [ORGANIZATION],
  );
  await storage.query(
    "insert into projects (project_id, organization_id, name) values ('project_test', $1, 'Test') on conflict do nothing",
    [ORGANIZATION],
  );
  const { segment_id, name } = segment;
  const key = { organization_id: ORGANIZATION, segment_id };
  const revision = ((await findHead(storage.db, key))?.revision ?? 0) + 1;
  const document = exportSegment(segment);
  const by = { project_id: "project_test", saved_by: "user_ada", saved_at: new Date() };
  await writeRevision(storage.db, { ...key, name, revision, document, ...by });
  return revision;
}
