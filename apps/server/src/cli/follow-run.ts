import { once } from "node:events";
import { reduceRun } from "@worktrail/shared/run/reduce";
import { hasEnded, type RunState } from "@worktrail/shared/run/state";
import type { Storage } from "../db/storage.ts";
import type { Engine } from "../engine/engine.ts";
import { readEvents } from "../journal/read-journal.ts";
import { withValues } from "../values/repo.ts";
import { eventLine } from "./event-line.ts";

/** With a shared database another process may drive the run, and only the journal tells. */
const LOOK_AGAIN_MS = 500;

type Follow = {
  storage: Storage;
  engine: Engine;
  /** Says `committed` whenever this process has committed something. */
  committed: EventTarget;
  stopped: Promise<void>;
  json: boolean;
};
type FollowedRun = { organization_id: string; run_id: string; user_id: string; user_name: string };

/** Prints the events of a run until it ends or waits for a person. Gives the exit code. */
export async function followRun(follow: Follow, run: FollowedRun): Promise<number> {
  let state: RunState | null = null;
  void follow.stopped.then(() => cancel(follow.engine, run));
  for (;;) {
    const moved = AbortSignal.timeout(LOOK_AGAIN_MS);
    const next = once(follow.committed, "committed", { signal: moved }).catch(() => undefined);
    const told = await readEvents(follow.storage, run, state?.last_seq ?? 0);
    // Where this database is thrown away afterwards, nobody could ask for a value later.
    const events = await withValues(follow.storage, run, told);
    for (const event of events) console.log(follow.json ? JSON.stringify(event) : eventLine(event));
    state = reduceRun(events, state);
    if (state && hasEnded(state.status)) return finish(state, follow.json);
    if (state && waitsForPeople(state)) return tellTasks(state, follow);
    await next;
  }
}

function finish(state: RunState, json: boolean): number {
  if (state.status === "completed") {
    if (!json) console.log(JSON.stringify(state.outputs, null, 2));
    return 0;
  }
  console.error(`The run ended as ${state.status}${state.error ? `: ${state.error.error_message}` : "."}`);
  return 1;
}

function waitsForPeople(state: RunState): boolean {
  const steps = Object.values(state.steps);
  const moving = steps.some(
    ({ status }) => status === "running" || status === "retrying" || status === "scheduled",
  );
  return state.status === "waiting" && !moving && steps.some(({ task }) => task?.status === "open");
}

function tellTasks(state: RunState, { storage }: Pick<Follow, "storage">): number {
  const titles = Object.values(state.steps).flatMap(({ task }) =>
    task?.status === "open" ? [`"${task.request.title}" (${task.task_id})`] : [],
  );
  const advice =
    storage.kind === "postgres"
      ? "Answer in the inbox of a server on the same database; the run goes on there."
      : "A run without a server cannot be answered: start it in the web app instead.";
  console.error(`The run ${state.run_id} waits for a person: ${titles.join(", ")}. ${advice}`);
  return 3;
}

async function cancel(engine: Engine, run: FollowedRun): Promise<void> {
  const requested_by = { user_id: run.user_id, name: run.user_name };
  await engine.cancelRun(run, { requested_by, reason: "Stopped at the terminal" }).catch(() => undefined);
}
