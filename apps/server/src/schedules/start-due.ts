// The run of a claimed due time: started once by its key, and what became of it kept with the schedule.
import { AppError } from "@worktrail/shared/errors";
import type { Storage } from "../db/storage.ts";
import type { Engine } from "../engine/engine.ts";
import type { EngineLog, LivePort } from "../engine/engine-deps.ts";
import { scheduleKey } from "../engine/run-trigger.ts";
import { findMembership } from "../identity/memberships.ts";
import { mayPass } from "../journal/may-pass.ts";
import { startRun } from "../runs/start-run.ts";
import { permissionsOf } from "../trpc/permissions.ts";
import type { Claimed } from "./claim-due.ts";
import { nextTime } from "./next-times.ts";
import { addChange, lockSchedule, type ScheduleRow, updateSchedule } from "./repo.ts";
import { whatRuns } from "./what-runs.ts";

export type ScheduleDeps = {
  storage: Storage;
  engine: Engine;
  live: LivePort;
  log: EngineLog;
  clock: () => Date;
};

type Started = { run_id: string; at: Date };
type Ending =
  | { outcome: "started"; run_id: string; at: Date }
  | { outcome: "refused"; reason: string; at: Date; stops: boolean };

/** What may pass is left claimed: it is started again when the claim has run out. */
export async function startDue(deps: ScheduleDeps, claimed: Claimed): Promise<void> {
  try {
    const started = (claimed.again ? await findStarted(deps, claimed) : null) ?? (await start(deps, claimed));
    await settle(deps, claimed, { outcome: "started", ...started });
  } catch (error) {
    const { schedule_id } = claimed.row;
    if (!isFinal(error)) {
      deps.log.warn({ err: error, schedule_id }, "A schedule could not start its run; it is tried again");
      return;
    }
    await settle(deps, claimed, refusal(deps, claimed.row, error));
  }
}

function isFinal(error: unknown): boolean {
  return error instanceof AppError ? error.kind !== "operational" : !mayPass(error);
}

function refusal({ log, clock }: ScheduleDeps, { schedule_id }: ScheduleRow, error: unknown): Ending {
  if (error instanceof AppError && error.kind === "user")
    return { outcome: "refused", reason: error.message, at: clock(), stops: error.code === "NOT_FOUND" };
  log.error({ err: error, schedule_id }, "A schedule could not start its run");
  return { outcome: "refused", reason: UNEXPECTED, at: clock(), stops: false };
}

/** In the name of the schedule's owner. */
async function start(deps: ScheduleDeps, { row, due_at }: Claimed): Promise<Started> {
  const { storage, engine, clock } = deps;
  const { organization_id, schedule_id } = row;
  const owner = await findMembership(storage.db, row.updated_by, organization_id);
  if (!owner || !permissionsOf(owner.role).includes("run")) throw new AppError("FORBIDDEN", NO_OWNER);
  const what = await whatRuns(storage.db, row);
  const at = clock();
  const { run_id } = await startRun(
    { storage, engine },
    { ...owner, via: "token" },
    { ...what, idempotency_key: scheduleKey(schedule_id, due_at) },
  );
  return { run_id, at };
}

/** The run that was started before its process could say so: found even if the segment is gone by now. */
async function findStarted({ storage }: ScheduleDeps, { row, due_at }: Claimed): Promise<Started | null> {
  const [run] = await storage.query<{ run_id: string; at: Date | string }>(
    `select run_id, coalesce(started_at, created_at) as at from runs
     where organization_id = $1 and idempotency_key = $2`,
    [row.organization_id, scheduleKey(row.schedule_id, due_at)],
  );
  return run ? { run_id: run.run_id, at: new Date(run.at) } : null;
}

async function settle(deps: ScheduleDeps, { row, due_at }: Claimed, ending: Ending): Promise<void> {
  const { storage, live } = deps;
  const now = deps.clock();
  await storage.db.transaction(async (tx) => {
    const held = await lockSchedule(tx, row);
    if (!held) return;
    const stops = ending.outcome === "refused" && ending.stops && held.enabled;
    // Times that passed while this one was being started are part of it.
    const passed = held.next_at !== null && held.next_at <= now && !stops;
    const next_at = passed ? nextTime(held, now) : held.next_at;
    await updateSchedule(tx, row, {
      firing_due_at: null,
      firing_until: null,
      last_due_at: due_at,
      last_late_ms: Math.max(0, ending.at.getTime() - due_at.getTime()),
      last_outcome: ending.outcome,
      last_run_id: ending.outcome === "started" ? ending.run_id : null,
      last_reason: ending.outcome === "refused" ? ending.reason : null,
      ...(stops ? { enabled: false, next_at: null } : { next_at }),
    });
    if (stops)
      await addChange(tx, row, { action: "disabled", fields: ["enabled"], done_at: now, done_by: null });
  });
  live.changed(row.organization_id, "schedules", row.schedule_id);
}

const UNEXPECTED = "The run could not be started; the server's log says why.";
const NO_OWNER =
  "Whoever saved this schedule last may not start runs here any more. Somebody who may has to save it again.";
