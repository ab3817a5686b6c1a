import type { StartRunInput } from "@worktrail/shared/api/runs";
import { AppError } from "@worktrail/shared/errors";
import type { JsonValue } from "@worktrail/shared/json";
import type { RunPart } from "@worktrail/shared/run/events";
import { startPart } from "@worktrail/shared/run/start-part";
import { buildGraph } from "@worktrail/shared/segment/graph";
import { parseSegment } from "@worktrail/shared/segment/parse";
import { hasErrors, validateSegment } from "@worktrail/shared/segment/validate";
import { catalog } from "@worktrail/steps/contracts";
import type { z } from "zod";
import type { Deps } from "../deps.ts";
import type { Beginning, StartRun } from "../engine/new-run.ts";
import type { Actor } from "../identity/actor.ts";
import { checkSubSegments } from "../segments/check-sub-segments.ts";
import { invalidSegment } from "../segments/invalid-segment.ts";
import { notFound } from "../segments/not-found.ts";
import { findHead } from "../segments/repo.ts";
import { type CheckedSegment, loadCheckedSegment } from "../segments/segment-documents.ts";
import { givenOutputs } from "./given-outputs.ts";
import { defaultInput, runInput } from "./run-input.ts";

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
  const { config = {}, idempotency_key, part, given } = start;
  const input = partInput(pinned, start.input, part);
  const from = part || given ? beginPart(pinned, part, given) : undefined;
  return startPinned(deps, actor, pinned, { input, config, idempotency_key, ...(from && { from }) });
}

/** One step alone may need nothing of the input: left out, it is not held to what the whole needs. */
function partInput(pinned: Pinned, given: unknown, part: RunPart | undefined): JsonValue {
  if (part?.kind !== "step" || given !== undefined) return inputFor(pinned, given);
  requireRunnable(pinned);
  return defaultInput(pinned.segment);
}

function beginPart({ segment }: Pinned, part: RunPart | undefined, sent: Start["given"]): Beginning {
  const graph = buildGraph(segment, catalog);
  const given = givenOutputs(graph, sent);
  if (!part) return { given, recorded: [] };
  const begun = startPart(graph, part, given, new Date().toISOString());
  if (!begun.ok) throw new AppError("INVALID_INPUT", begun.problem, { path: "/part" });
  return { part, given: begun.given, recorded: begun.drafts };
}

/** @throws AppError `INVALID_SEGMENT` with the issues. */
function requireRunnable({ issues }: Pick<Pinned, "issues">): void {
  if (hasErrors(issues)) throw invalidSegment("This segment cannot run yet.", issues);
}

/**
 * The input of a run of this segment, checked. A segment that cannot run is told first: its schema may be the reason.
 * @throws AppError `INVALID_SEGMENT` with the issues, `INVALID_INPUT` with the place.
 */
export function inputFor(pinned: Pick<Pinned, "segment" | "issues">, given: unknown): JsonValue {
  requireRunnable(pinned);
  return runInput(pinned.segment, given);
}

/**
 * Starts a run whose segment and input are known.
 * @throws AppError `INVALID_SEGMENT` with the issues.
 */
export async function startPinned(
  deps: StartDeps,
  actor: Actor,
  { segment, revision, project_id, issues: own }: Pinned,
  start: Pick<StartRun, "input" | "config" | "idempotency_key" | "from" | "repeats">,
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
    by_hand: actor.via === "session",
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
