import { randomUUID } from "node:crypto";
import { AppError, type ErrorCode } from "@worktrail/shared/errors";
import type { RunStatus } from "@worktrail/shared/run/state";
import type { Deps } from "../deps.ts";
import type { Actor } from "../identity/actor.ts";
import { steerRun } from "../runs/service.ts";

type SteerDeps = Pick<Deps, "engine" | "log">;
type Steerer = Pick<Actor, "organization_id" | "user_id" | "user_name">;
export type SteerResult =
  | { run_id: string; ok: true; status: RunStatus }
  | { run_id: string; ok: false; code: ErrorCode; message: string };

/** Each locks a run in a transaction of its own: a few at once leave connections to others. */
const AT_ONCE = 4;

/** Does the same to each of these runs. One that refuses says why and stops none of the others. */
export async function steerMany(
  deps: SteerDeps,
  actor: Steerer,
  steering: "cancel" | "retry",
  { run_ids, reason }: { run_ids: readonly string[]; reason?: string | undefined },
): Promise<{ results: SteerResult[] }> {
  const waiting = [...new Set(run_ids)];
  const results = new Map<string, SteerResult>();
  const work = async () => {
    for (let run_id = waiting.shift(); run_id !== undefined; run_id = waiting.shift()) {
      results.set(run_id, await steerOne(deps, actor, steering, { run_id, reason }));
    }
  };
  const order = [...waiting];
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { results: order.flatMap((run_id) => results.get(run_id) ?? []) };
}

async function steerOne(
  deps: SteerDeps,
  actor: Steerer,
  steering: "cancel" | "retry",
  input: { run_id: string; reason: string | undefined },
): Promise<SteerResult> {
  const { run_id } = input;
  try {
    const { status } = await steerRun(deps, actor, steering, input);
    return { run_id, ok: true, status };
  } catch (error) {
    if (error instanceof AppError && error.kind === "user") {
      return { run_id, ok: false, code: error.code, message: error.message };
    }
    const reference = randomUUID();
    deps.log.error({ err: error, request_id: reference, run_id }, "a run of many could not be steered");
    const message = `Something went wrong on the server; report it with the reference ${reference}.`;
    return { run_id, ok: false, code: "INTERNAL", message };
  }
}
