import { flushCompileCache } from "node:module";
import { keepSnapshots, snapshotAtRest } from "../db/keep-snapshots.ts";
import { readEnv } from "../env.ts";
import { startServer } from "../main.ts";
import { type Command, readArgs } from "./command.ts";
import { endWhenLost } from "./end-when-lost.ts";
import { outliveRejections } from "./outlive-rejections.ts";
import { DRAIN_MS, stopSignal } from "./stop-signal.ts";

/** A little before a process that was asked to stop is ended. */
const END_BY_MS = 8_000;

export const command: Command = async (args) => {
  readArgs("worktrail serve", { args, options: {} });
  const stopped = stopSignal();
  const env = readEnv();
  const server = await startServer(env);
  const { storage, log } = server.deps;
  outliveRejections(log);
  endWhenLost(storage);
  const stopSnapshots = keepSnapshots(storage, log);
  flushCompileCache();
  const path = await server.deps.identity.makeSignInPath();
  console.log(`Worktrail is running at ${server.url}`);
  console.log(`Sign in with this link (it works once, within 24 hours): ${server.url}${path}`);
  if (env.allowHosts.length > 0) {
    console.log(`Outgoing calls may reach these private addresses: ${env.allowHosts.join(", ")}`);
  }
  await stopped;
  const began = performance.now();
  const snapshots = stopSnapshots();
  await server.close(DRAIN_MS);
  await snapshots;
  if (storage.snapshot !== null)
    await snapshotAtRest(env.dataDir, log, END_BY_MS - (performance.now() - began));
  return 0;
};
