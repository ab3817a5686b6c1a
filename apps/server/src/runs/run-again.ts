// A new run from an earlier one: the same again, or from a step on with what the earlier one recorded.
import type { AgainRevision, RerunInput, StartFromInput } from "@worktrail/shared/api/run-again";
import { AppError } from "@worktrail/shared/errors";
import { beginAgain } from "@worktrail/shared/run/begin-again";
import { givenProblem } from "@worktrail/shared/run/outcomes";
import { startFrom } from "@worktrail/shared/run/start-from";
import { buildGraph } from "@worktrail/shared/segment/graph";
import { validateSegment } from "@worktrail/shared/segment/validate";
import { catalog } from "@worktrail/steps/contracts";
import type { z } from "zod";
import type { Beginning } from "../engine/new-run.ts";
import type { Actor } from "../identity/actor.ts";
import { readEvents } from "../journal/read-journal.ts";
import { loadCheckedSegment, readStoredSegment } from "../segments/segment-documents.ts";
import { withValues } from "../values/repo.ts";
import { givenOutputs } from "./given-outputs.ts";
import { findRun } from "./repo.ts";
import { inputFor, type Pinned, pinStored, type StartDeps, startPinned } from "./start-run.ts";

type Started = { run_id: string };
type Earlier = NonNullable<Awaited<ReturnType<typeof findRun>>>;

/**
 * Starts what an earlier run ran, with its input and its settings, or with another input; a part as the same part,
 * and what was given to its steps again.
 * @throws AppError `NOT_FOUND`, `INVALID_INPUT` with the place, `INVALID_SEGMENT` with the issues.
 */
export async function rerun(
  deps: StartDeps,
  actor: Actor,
  { run_id, revision, input, idempotency_key }: z.output<typeof RerunInput>,
): Promise<Started> {
  const earlier = await requireRun(deps, actor, run_id);
  const pinned = await pinAgain(deps, actor, earlier, revision);
  const from = await beginningAgain(deps, actor, run_id, pinned);
  // What one step alone got was not held to what the whole needs.
  const isAlone = from?.part?.kind === "step" && input === undefined;
  return startPinned(deps, actor, pinned, {
    input: isAlone ? earlier.input : inputFor(pinned, input === undefined ? earlier.input : input),
    config: earlier.config,
    idempotency_key,
    repeats: run_id,
    ...(from && { from }),
  });
}

/** What a run of a part, or with given outputs, began with; null for any other run. */
async function beginningAgain(
  { storage }: StartDeps,
  actor: Actor,
  run_id: string,
  { segment }: Pinned,
): Promise<Beginning | null> {
  const key = { organization_id: actor.organization_id, run_id };
  const graph = buildGraph(segment, catalog);
  const now = new Date().toISOString();
  if (beginAgain(graph, await readEvents(storage, key, 0, 1), now) === null) return null;
  const events = await withValues(storage, key, await readEvents(storage, key));
  const again = beginAgain(graph, events, now);
  if (!again) return null;
  const { begun, part, given, from } = again;
  const problem = begun.ok ? givenProblem(graph, given)?.problem : begun.problem;
  if (problem !== undefined) throw new AppError("INVALID_INPUT", problem, { path: "/run_id" });
  const recorded = begun.ok ? begun.drafts : [];
  return { recorded, given, ...(part && { part }), ...(from && { origin: from }) };
}

/**
 * Starts a run at a step of an earlier one: what that one recorded before the step is taken over, not done again.
 * `given` stands over what was recorded; `alone` runs nothing behind the step.
 * @throws AppError as `rerun`; `INVALID_INPUT` at `/step_id` says what is missing to start there.
 */
export async function startFromStep(
  deps: StartDeps,
  actor: Actor,
  { run_id, step_id, revision, idempotency_key, alone, ...sent }: z.output<typeof StartFromInput>,
): Promise<Started> {
  const earlier = await requireRun(deps, actor, run_id);
  const pinned = await pinAgain(deps, actor, earlier, revision);
  const input =
    alone && sent.input === undefined ? earlier.input : inputFor(pinned, sent.input ?? earlier.input);
  const key = { organization_id: actor.organization_id, run_id };
  const events = await withValues(deps.storage, key, await readEvents(deps.storage, key));
  const graph = buildGraph(pinned.segment, catalog);
  const given = givenOutputs(graph, sent.given);
  const recorded = startFrom(graph, events, step_id, new Date().toISOString(), { given, alone });
  if (!recorded.ok) throw new AppError("INVALID_INPUT", recorded.problem, { path: "/step_id" });
  const { last_seq, drafts } = recorded;
  return startPinned(deps, actor, pinned, {
    input,
    config: earlier.config,
    idempotency_key,
    from: {
      origin: { run_id, step_id, last_seq },
      recorded: drafts,
      ...(alone && { part: { kind: "step", step_id } }),
    },
  });
}

async function requireRun({ storage }: StartDeps, actor: Actor, run_id: string): Promise<Earlier> {
  const row = await findRun(storage.db, { organization_id: actor.organization_id, run_id });
  if (!row) throw new AppError("NOT_FOUND", `There is no run ${run_id}.`);
  return row;
}

async function pinAgain(
  deps: StartDeps,
  actor: Actor,
  earlier: Earlier,
  which: AgainRevision,
): Promise<Pinned> {
  const { segment_id, revision, project_id } = earlier;
  if (which === "current") return pinStored(deps, actor, { segment_id });
  if (revision === null) {
    const segment = readStoredSegment(earlier.document ?? "");
    return { segment, issues: validateSegment(segment, catalog), revision, project_id };
  }
  const key = { organization_id: actor.organization_id, segment_id };
  const checked = await loadCheckedSegment(deps.storage.db, key, revision);
  if (checked) return { ...checked, revision, project_id };
  throw new AppError("NOT_FOUND", `The segment ${segment_id} has no revision ${revision} any more.`);
}
