import type { StartRunInput } from "@worktrail/shared/api/runs";
import { AppError } from "@worktrail/shared/errors";
import type { JsonValue } from "@worktrail/shared/json";
import { parseSegment } from "@worktrail/shared/segment/parse";
import { hasErrors, validateSegment } from "@worktrail/shared/segment/validate";
import { catalog } from "@worktrail/steps/contracts";
import type { z } from "zod";
import type { Deps } from "../deps.ts";
import type { StartRun } from "../engine/new-run.ts";
import type { Actor } from "../identity/actor.ts";
import { checkSubSegments } from "../segments/check-sub-segments.ts";
import { invalidSegment } from "../segments/invalid-segment.ts";
import { notFound } from "../segments/not-found.ts";
import { findHead } from "../segments/repo.ts";
import { type CheckedSegment, loadCheckedSegment } from "../segments/segment-documents.ts";
import { runInput } from "./run-input.ts";

export type StartDeps = Pick<Deps, "storage" | "engine">;
type Start = z.output<typeof StartRunInput>;
/** A segment as a run is bound to it; `revision` is null for one that was never saved. */
export type Pinned = CheckedSegment & { revision: number | null; project_id: string };

/**
 * Starts a run, pinned to a stored revision or with a segment of its own.
 * @throws AppError `INVALID_SEGMENT` with the issues, `INVALID_INPUT` with the place, `NOT_FOUND`.
 */
export async function startRun(deps: StartDeps, actor: Actor, start: Start): Promise<{ run_id: string }> {
  const pinned = "segment_id" in start ? await pinStored(deps, actor, start) : pinGiven(actor, start.segment);
  const input = inputFor(pinned, start.input);
  const { config = {}, idempotency_key } = start;
  return startPinned(deps, actor, pinned, { input, config, idempotency_key });
}

/**
 * The input of a run of this segment, checked. A segment that cannot run is told first: its schema may be the reason.
 * @throws AppError `INVALID_SEGMENT` with the issues, `INVALID_INPUT` with the place.
 */
export function inputFor({ segment, issues }: Pick<Pinned, "segment" | "issues">, given: unknown): JsonValue {
  if (hasErrors(issues)) throw invalidSegment("This segment cannot run yet.", issues);
  return runInput(segment, given);
}

/**
 * Starts a run whose segment and input are known.
 * @throws AppError `INVALID_SEGMENT` with the issues.
 */
export async function startPinned(
  deps: StartDeps,
  actor: Actor,
  { segment, revision, project_id, issues: own }: Pinned,
  start: Pick<StartRun, "input" | "config" | "idempotency_key" | "from">,
): Promise<{ run_id: string }> {
  const ofOthers = await checkSubSegments(deps.storage.db, actor.organization_id, segment);
  const issues = [...own, ...ofOthers];
  if (hasErrors(issues)) throw invalidSegment("This segment cannot run yet.", issues);
  return deps.engine.startRun({
    organization_id: actor.organization_id,
    project_id,
    segment,
    revision,
    ...start,
    started_by: { user_id: actor.user_id, name: actor.user_name },
  });
}

/** The newest revision unless another one is named. @throws AppError `NOT_FOUND` */
export async function pinStored(
  { storage }: Pick<StartDeps, "storage">,
  actor: Actor,
  start: { segment_id: string; revision?: number | undefined },
): Promise<Pinned> {
  const key = { organization_id: actor.organization_id, segment_id: start.segment_id };
  const head = await findHead(storage.db, key);
  if (!head || head.deleted_at !== null) throw notFound(start.segment_id);
  const revision = start.revision ?? head.revision;
  const checked = await loadCheckedSegment(storage.db, key, revision);
  if (!checked)
    throw new AppError("NOT_FOUND", `The segment ${start.segment_id} has no revision ${revision}.`);
  return { ...checked, revision, project_id: head.project_id };
}

function pinGiven(actor: Actor, value: unknown): Pinned {
  const parsed = parseSegment(value);
  if (!parsed.ok) throw invalidSegment("This segment cannot run.", parsed.issues);
  const { segment } = parsed;
  return { segment, issues: validateSegment(segment, catalog), revision: null, project_id: actor.project_id };
}
