import { AppError, assertNever } from "@worktrail/shared/errors";
import type { JsonValue } from "@worktrail/shared/json";
import { isDeadLetter } from "@worktrail/shared/run/dead-letter";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { hasEnded, type RunState, type RunStatus, type StepState } from "@worktrail/shared/run/state";
import type { Segment } from "@worktrail/shared/segment/schema";
import { foldSlim } from "../checkpoints/fold-journal.ts";
import type { Database } from "../db/storage.ts";
import type { Deps } from "../deps.ts";
import { DEFAULT_LIMITS } from "../engine/engine-deps.ts";
import type { Actor } from "../identity/actor.ts";
import { readEvents } from "../journal/read-journal.ts";
import { loadCheckedSegment, readStoredSegment } from "../segments/segment-documents.ts";
import { findChildren, findRun } from "./repo.ts";
import { summaryOf } from "./run-summary.ts";
import { readRunValue, withSomeValues } from "./run-values.ts";
import { findSubRuns } from "./sub-run-costs.ts";

type Member = Pick<Actor, "organization_id">;
type Steerer = Pick<Actor, "organization_id" | "user_id" | "user_name">;
type RunRow = NonNullable<Awaited<ReturnType<typeof findRun>>>;

/** Everything about one run, folded from its journal. */
export async function getRun({ storage }: Pick<Deps, "storage">, actor: Member, input: { run_id: string }) {
  const row = await requireRun(storage.db, actor, input.run_id);
  const key = { organization_id: actor.organization_id, run_id: row.run_id };
  const folded = await foldSlim(storage, { ...key, last_seq: row.last_seq });
  const { state, stored } = folded.state
    ? await withSomeValues(storage, key, folded.state)
    : { state: null, stored: [] };
  const segment = await segmentOf(storage.db, actor, row);
  const hasChildren = Object.values(state?.steps ?? {}).some(({ children }) => children !== null);
  const below = hasChildren ? await findSubRuns(storage, actor.organization_id, [row.run_id]) : null;
  const children = hasChildren ? await childrenOf(storage.db, actor, row.run_id) : [];
  return {
    ...summaryOf(row),
    ...(state && endingOf(state)),
    status: state?.status ?? row.status,
    input: state?.input ?? row.input,
    config: state?.config ?? row.config,
    outputs: state?.outputs ?? null,
    error: state?.error ?? null,
    steps: stepsOf(segment, state, children),
    last_seq: state?.last_seq ?? 0,
    segment,
    /** Whether the segment is still there to be opened: it may be deleted, or was never saved. */
    has_segment: row.has_segment,
    /** Large values that are null in here; `path` is a JSON Pointer, and `runs.value` gives each by its hash. */
    stored,
    size: sizeOf(row),
    /** All the runs below it, with what they cost together; null where it has started none. */
    sub_runs: below?.get(row.run_id) ?? null,
  };
}

/** Its row may be as old as the journal was a moment ago: how a run ended is told as its journal says. */
function endingOf({ status, error, ended_at }: RunState) {
  if (!hasEnded(status)) return {};
  return { ended_at, dead_letter: status === "failed" && isDeadLetter(error), stale: null };
}

/** How large a run is, beside how large one may be. */
function sizeOf({ last_seq, journal_bytes }: RunRow) {
  const { warn_events, warn_bytes, run_events, run_bytes } = DEFAULT_LIMITS;
  return {
    events: last_seq,
    bytes: journal_bytes,
    large: last_seq >= warn_events || journal_bytes >= warn_bytes,
    max_events: run_events,
    max_bytes: run_bytes,
  };
}

/** One large value of a run. */
export async function getRunValue(
  { storage }: Pick<Deps, "storage">,
  actor: Member,
  { run_id, hash }: { run_id: string; hash: string },
): Promise<{ value: JsonValue }> {
  const row = await requireRun(storage.db, actor, run_id);
  return readRunValue(storage, { organization_id: actor.organization_id, run_id: row.run_id }, hash);
}

/** Every step of the segment, the ones that the journal has not mentioned as pending. */
function stepsOf(
  segment: Segment,
  state: RunState | null,
  children: readonly ChildSummary[],
): Record<string, StepSummary> {
  return Object.fromEntries(
    segment.steps.map(({ step_id }) => {
      const own = children.filter((child) => child.step_id === step_id);
      return [step_id, stepSummary(state?.steps[step_id] ?? null, own)];
    }),
  );
}

const MAX_CHILDREN = 1_000;
/** Of one step; the rest is told by `runs.list` with this run as the parent. */
const MAX_CHILDREN_OF_STEP = 100;

type ChildSummary = { run_id: string; step_id: string | null; iteration: number; status: RunStatus };

async function childrenOf(db: Database, actor: Member, run_id: string): Promise<ChildSummary[]> {
  const rows = await findChildren(db, { organization_id: actor.organization_id, run_id }, MAX_CHILDREN);
  return rows.map((row) => ({ ...row, iteration: row.iteration ?? 1 }));
}

type StepSummary = ReturnType<typeof stepSummary>;

function stepSummary(step: StepState | null, children: readonly ChildSummary[]) {
  return {
    status: step?.status ?? ("pending" as const),
    attempts: step?.attempts ?? 0,
    outputs: step?.outputs ?? null,
    error: step?.error ?? null,
    duration_ms: step?.duration_ms ?? null,
    started_at: step?.started_at ?? null,
    ended_at: step?.ended_at ?? null,
    simulated: step?.simulated ?? false,
    task_id: step?.task?.task_id ?? null,
    children: children
      .slice(0, MAX_CHILDREN_OF_STEP)
      .map(({ run_id, iteration, status }) => ({ run_id, iteration, status })),
    children_count: step?.children?.runs.length ?? 0,
    /** How many there will be; null for a loop, and for a step that runs no other segment. */
    children_total: step?.children?.total ?? null,
  };
}

async function segmentOf(db: Database, actor: Member, row: RunRow): Promise<Segment> {
  if (row.revision === null) return readStoredSegment(row.document ?? "");
  const key = { organization_id: actor.organization_id, segment_id: row.segment_id };
  const stored = await loadCheckedSegment(db, key, row.revision);
  if (stored) return stored.segment;
  throw new AppError("INTERNAL", `Revision ${row.revision} of ${row.segment_id} is gone.`, {
    kind: "unexpected",
  });
}

export async function getRunEvents(
  { storage }: Pick<Deps, "storage">,
  actor: Member,
  input: { run_id: string; after_seq: number; limit: number },
): Promise<{ events: WorktrailEvent[]; last_seq: number }> {
  const row = await requireRun(storage.db, actor, input.run_id);
  const events = await readEvents(storage, { ...actor, run_id: row.run_id }, input.after_seq, input.limit);
  return { events, last_seq: Math.max(row.last_seq, events.at(-1)?.seq ?? 0) };
}

export type Steering = "cancel" | "pause" | "resume" | "retry";

export async function steerRun(
  { engine }: Pick<Deps, "engine">,
  actor: Steerer,
  steering: Steering,
  input: { run_id: string; reason?: string | undefined },
): Promise<{ status: RunStatus }> {
  const target = { organization_id: actor.organization_id, run_id: input.run_id };
  const by = { requested_by: { user_id: actor.user_id, name: actor.user_name }, reason: input.reason };
  switch (steering) {
    case "cancel":
      return engine.cancelRun(target, by);
    case "pause":
      return engine.pauseRun(target, by);
    case "resume":
      return engine.resumeRun(target, by);
    case "retry":
      return engine.retryRun(target, by);
    default:
      return assertNever(steering);
  }
}

async function requireRun(db: Database, actor: Member, run_id: string): Promise<RunRow> {
  const row = await findRun(db, { organization_id: actor.organization_id, run_id });
  if (!row) throw new AppError("NOT_FOUND", `There is no run ${run_id}.`);
  return row;
}
