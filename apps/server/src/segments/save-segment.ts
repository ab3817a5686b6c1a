import { AppError } from "@worktrail/shared/errors";
import { exportSegment } from "@worktrail/shared/segment/canonical";
import type { Issue } from "@worktrail/shared/segment/issue";
import { parseSegment } from "@worktrail/shared/segment/parse";
import { validateSegment } from "@worktrail/shared/segment/validate";
import { catalog } from "@worktrail/steps/contracts";
import { isUniqueViolation } from "../db/errors.ts";
import type { Database } from "../db/storage.ts";
import type { Deps } from "../deps.ts";
import type { Actor } from "../identity/actor.ts";
import { checkSubSegments } from "./check-sub-segments.ts";
import { invalidSegment } from "./invalid-segment.ts";
import { findRevision, lockHead, writeRevision } from "./repo.ts";

type SaveDeps = Pick<Deps, "storage" | "live">;
type Saver = Pick<Actor, "organization_id" | "project_id" | "user_id">;
type Saved = { segment_id: string; revision: number; issues: Issue[] };

/**
 * Makes or updates a segment. What breaks the shape is refused and nothing is written; every other issue is kept
 * with the draft and returned. The same document again is the same revision.
 * @throws AppError `CONFLICT` with the current revision when `base_revision` is not the current one.
 */
export async function saveSegment(
  { storage, live }: SaveDeps,
  actor: Saver,
  input: { segment?: unknown; base_revision?: number | undefined },
): Promise<Saved> {
  const parsed = parseSegment(input.segment);
  if (!parsed.ok) throw invalidSegment("The segment cannot be saved.", parsed.issues);
  const { segment } = parsed;
  const draft = {
    organization_id: actor.organization_id,
    segment_id: segment.segment_id,
    project_id: actor.project_id,
    name: segment.name,
    document: exportSegment(segment),
    saved_by: actor.user_id,
  };
  const { revision, written } = await writeDraft(storage.db, draft, input.base_revision);
  if (written) live.changed(actor.organization_id, "segments", segment.segment_id);
  const issues = [
    ...validateSegment(segment, catalog),
    ...(await checkSubSegments(storage.db, actor.organization_id, segment)),
  ];
  return { segment_id: segment.segment_id, revision, issues };
}

type Draft = Omit<Parameters<typeof writeRevision>[1], "revision" | "saved_at">;

/** Keeps a document as the newest revision, unless it is that already. @throws AppError `CONFLICT` */
export async function writeDraft(db: Database, draft: Draft, base_revision: number | undefined) {
  const attempt = () => db.transaction((tx) => write(tx, draft, base_revision));
  // Two first saves at once: the later one finds the earlier one's segment the second time.
  return attempt().catch((error: unknown) => {
    if (isUniqueViolation(error)) return attempt();
    throw error;
  });
}

async function write(tx: Database, draft: Draft, base_revision: number | undefined) {
  const head = await lockHead(tx, draft);
  const current = head && head.deleted_at === null ? head : undefined;
  if (current) {
    const stored = await findRevision(tx, draft, current.revision);
    // Also the answer to a save that was sent again because the first answer was lost.
    if (stored?.document === draft.document) return { revision: current.revision, written: false };
  }
  if (base_revision !== undefined && base_revision !== (current?.revision ?? 0))
    throw conflict(draft, current);
  const revision = (head?.revision ?? 0) + 1;
  await writeRevision(tx, { ...draft, revision, saved_at: new Date() });
  return { revision, written: true };
}

type Head = Awaited<ReturnType<typeof lockHead>>;

function conflict({ segment_id }: Draft, head: Head): AppError {
  if (!head) {
    const message = `The segment ${segment_id} was deleted in the meantime. Save it without a base revision to make it anew.`;
    return new AppError("CONFLICT", message, { path: "/base_revision", data: { revision: null } });
  }
  const updated_by = { user_id: head.updated_by, name: head.updated_by_name ?? "a former member" };
  return new AppError(
    "CONFLICT",
    `The segment ${segment_id} was changed by ${updated_by.name} in the meantime; it is at revision ${head.revision} now. Load that revision and make your change again.`,
    {
      path: "/base_revision",
      data: { revision: head.revision, updated_at: head.updated_at.toISOString(), updated_by },
    },
  );
}
