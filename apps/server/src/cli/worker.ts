import { createServer } from "node:http";
import { flushCompileCache } from "node:module";
import { openStorage } from "../db/storage.ts";
import { readEnv } from "../env.ts";
import { Live } from "../live/live.ts";
import { createLog } from "../log.ts";
import { openEngine } from "../open-engine.ts";
import { Scheduler } from "../schedules/scheduler.ts";
import { StartupError } from "../startup-error.ts";
import { type Command, readArgs } from "./command.ts";
import { outliveRejections } from "./outlive-rejections.ts";
import { DRAIN_MS, stopSignal } from "./stop-signal.ts";

/** The engine alone, beside servers on the same PostgreSQL: it takes runs and serves nobody. */
export const command: Command = async (args) => {
  readArgs("worktrail worker", { args, options: {} });
  const stopped = stopSignal();
  const env = readEnv();
  if (env.databaseUrl === undefined) {
    throw new StartupError(
      "A worker shares a PostgreSQL database with its servers; set DATABASE_URL, or use `worktrail serve` alone on the embedded database.",
    );
  }
  const log = createLog(env.logLevel);
  outliveRejections(log);
  const storage = await openStorage(env);
  // Browsers are connected to the servers: this one has nobody to serve, and only tells them what it committed.
  const live = new Live({ storage, resolveActor: async () => null, log });
  try {
    await storage.migrate();
    await live.start(createServer());
    const { engine, close } = await openEngine({ storage, env, live, log });
    const scheduler = new Scheduler({ storage, engine, live, log });
    scheduler.start();
    console.log("Worktrail worker is running.");
    flushCompileCache();
    await stopped;
    await scheduler.stop();
    await close(DRAIN_MS);
  } finally {
    // Also when the engine does not open: the timers in here would keep the process.
    await live.close();
    await storage.close();
  }
  return 0;
};
