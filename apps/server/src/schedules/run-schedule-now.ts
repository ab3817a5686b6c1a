import type { RunScheduleNowInput } from "@worktrail/shared/api/schedules";
import type { z } from "zod";
import type { Deps } from "../deps.ts";
import type { Actor } from "../identity/actor.ts";
import { startRun } from "../runs/start-run.ts";
import { findSchedule, noSchedule } from "./repo.ts";
import { whatRuns } from "./what-runs.ts";

/**
 * Starts what a schedule would start, now and as the person who asks. Its own times stay as they are.
 * @throws AppError NOT_FOUND, and whatever refuses a start
 */
export async function runScheduleNow(
  { storage, engine }: Pick<Deps, "storage" | "engine">,
  actor: Actor,
  { schedule_id, idempotency_key }: z.output<typeof RunScheduleNowInput>,
): Promise<{ run_id: string }> {
  const row = await findSchedule(storage.db, { organization_id: actor.organization_id, schedule_id });
  if (!row) throw noSchedule();
  const what = await whatRuns(storage.db, row);
  return startRun({ storage, engine }, actor, { ...what, idempotency_key });
}
