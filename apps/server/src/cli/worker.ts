import { createServer } from "node:http";
import { destination, pino } from "pino";
import { openStorage } from "../db/storage.ts";
import { readEnv } from "../env.ts";
import { Live } from "../live/live.ts";
import { openEngine } from "../open-engine.ts";
import { StartupError } from "../startup-error.ts";
import { type Command, readArgs } from "./command.ts";
import { stopSignal } from "./stop-signal.ts";

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
  const log = pino({ level: env.logLevel }, destination({ fd: 2, sync: false }));
  const storage = await openStorage(env);
  try {
    await storage.migrate();
    // Browsers are connected to the servers: this one has nobody to serve, and only tells them what it committed.
    const live = new Live({ storage, resolveActor: async () => null, log });
    await live.start(createServer());
    const { close } = await openEngine({ storage, env, live, log });
    console.log("Worktrail worker is running.");
    await stopped;
    await close();
    await live.close();
  } finally {
    await storage.close();
  }
  return 0;
};
