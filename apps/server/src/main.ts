// The order in which a server comes up, and the reverse in which it goes down.
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { sharingDrizzle } from "./db/share-drizzle.ts";
import { openStorage } from "./db/storage.ts";
import type { Deps } from "./deps.ts";
import type { EngineLimits } from "./engine/engine-deps.ts";
import type { Env } from "./env.ts";
import type { Identity } from "./identity/identity.ts";
import { Live } from "./live/live.ts";
import { createLog } from "./log.ts";
import { openEngine } from "./open-engine.ts";
import { Scheduler } from "./schedules/scheduler.ts";
import { StartupError } from "./startup-error.ts";

export type RunningServer = {
  /** The address at which people open Worktrail. */
  url: string;
  deps: Deps;
  app: FastifyInstance;
  /** Steps that are under way have `drain_ms` to end; with 0 they are aborted, and tried again later. */
  close(drain_ms?: number): Promise<void>;
};

/**
 * Brings a whole server up and listens.
 * @param limits bounds other than those that a server keeps by itself
 * @throws StartupError when the environment, the database, the data directory or the port does not allow it.
 */
export async function startServer(env: Env, limits: Partial<EngineLimits> = {}): Promise<RunningServer> {
  const log = createLog(env.logLevel);
  const storage = await openStorage(env);
  const opened: { close(drain_ms?: number): Promise<void> }[] = [storage];
  const closeAll = async (drain_ms = 0) => {
    for (const part of opened.splice(0).reverse()) await part.close(drain_ms);
  };
  try {
    await storage.migrate();
    const baseUrl = env.publicUrl ?? `http://${addressHost(env.host)}:${env.port}`;
    let ownPort = env.port;
    let identity: Identity | null = null;
    const resolveActor: Identity["resolveActor"] = async (headers) => identity?.resolveActor(headers) ?? null;
    const live = new Live({ storage, resolveActor, publicUrl: env.publicUrl, log });
    const runtime = await openEngine({ storage, env, live, log, port: () => ownPort, limits });
    opened.push(runtime);
    const { engine, secretsKey } = runtime;
    // Runs that were cut off go on first; what serves people is half of all there is to load.
    await sharingDrizzle(() => import("better-auth/adapters/drizzle"));
    const [{ collectDefaultMetrics, Registry }, { buildApp }, { createIdentity }, { seedExamples }] =
      await Promise.all([
        import("prom-client"),
        import("./app.ts"),
        import("./identity/identity.ts"),
        import("./examples/seed-examples.ts"),
      ]);
    const metrics = new Registry();
    collectDefaultMetrics({ register: metrics });
    identity = await createIdentity({ storage, env, baseUrl });
    const deps: Deps = { env, log, storage, identity, engine, live, metrics, secretsKey, baseUrl };
    const scheduler = new Scheduler(deps);
    opened.push({ close: () => scheduler.stop() });
    const app = buildApp(deps);
    opened.push({ close: () => app.close() });
    const { port } = await listen(app, env);
    ownPort = port;
    await live.start(app.server);
    opened.push(live);
    const url = env.publicUrl ?? `http://${addressHost(env.host)}:${port}`;
    await seedExamples(deps, url);
    scheduler.start();
    return {
      url,
      deps,
      app,
      close: closeAll,
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function listen(app: FastifyInstance, { host, port }: Env): Promise<AddressInfo> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw listenRefusal(error, host, port);
  }
  const address = app.server.address();
  if (address === null || typeof address === "string")
    throw new StartupError("The server has no port to listen on.");
  return address;
}

function listenRefusal(error: unknown, host: string, port: number): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  switch (error.code) {
    case "EADDRINUSE":
      return new StartupError(
        `Port ${port} on ${host} is in use by another program; stop it, or set PORT to another port.`,
      );
    case "EACCES":
      return new StartupError(`Port ${port} may not be used by this user; set PORT to a port above 1023.`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new StartupError(
        `This machine has no address ${host}; set HOST to one that it has, such as 127.0.0.1.`,
      );
    default:
      return error;
  }
}

/** A host as it stands in an address that a browser on this machine can open. */
function addressHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}
