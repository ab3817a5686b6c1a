// The engine with everything it acts through: what a server, a worker and a headless run have in common.
import { catalog } from "@worktrail/steps/contracts";
import { handlers } from "@worktrail/steps/handlers";
import type { Storage } from "./db/storage.ts";
import { createDemoService } from "./demo/demo-service.ts";
import { createEngine, type Engine } from "./engine/engine.ts";
import type { EngineLimits, EngineLog, LivePort } from "./engine/engine-deps.ts";
import type { Env } from "./env.ts";
import { createHttpClient } from "./http/http-client.ts";
import { WAKE_QUEUE } from "./journal/wake-queue.ts";
import { createLlm } from "./llm/create-llm.ts";
import { RunLogs } from "./logs/run-logs.ts";
import { startQueue } from "./queue/start-queue.ts";
import { Sweeper } from "./retention/sweeper.ts";
import { loadSecretsKey } from "./secrets/load-key.ts";
import { createSecretsPort } from "./secrets/secrets-port.ts";

export type OpenEngine = {
  engine: Engine;
  /** What secrets are sealed with; null where this process has no key. */
  secretsKey: Buffer | null;
  /** Steps that are under way have `drain_ms` to end; with 0 they are aborted, and tried again later. */
  close(drain_ms?: number): Promise<void>;
};

export type OpenEngineOptions = {
  storage: Storage;
  env: Env;
  live: LivePort;
  log: EngineLog;
  /** The port that this process answers on; of it only the demo endpoint may be called. */
  port?: () => number;
  /** Bounds other than those that a server keeps by itself. */
  limits?: Partial<EngineLimits>;
};

/** Opens the engine; it takes work from then on. The storage has to be migrated. */
export async function openEngine(options: OpenEngineOptions): Promise<OpenEngine> {
  const { storage, env, live, log, port, limits } = options;
  const secretsKey = loadSecretsKey(env);
  const http = createHttpClient({
    allow_hosts: env.allowHosts,
    own_hosts: () => ownHosts(env, port?.() ?? env.port),
    demo: createDemoService(),
  });
  const logs = new RunLogs({ storage, log });
  const engine = createEngine({
    storage,
    catalog,
    handlers,
    http,
    llm: createLlm({ env }),
    secrets: createSecretsPort(storage, secretsKey),
    live: logs.listeningTo(live),
    log,
    limits: { queued_runs: env.maxQueued, ...limits },
  });
  await startQueue(storage, [WAKE_QUEUE], (trouble) =>
    log.warn({ err: trouble }, "The job queue had trouble"),
  );
  await engine.start();
  const sweeper = new Sweeper({
    storage,
    server_days: env.retentionDays,
    log,
    onRemoved: (organization_id) => live.changed(organization_id, "runs", "old runs"),
  });
  sweeper.start();
  return {
    engine,
    secretsKey,
    close: async (drain_ms = 0) => {
      await sweeper.close();
      await engine.stop(drain_ms);
      await logs.close();
      await http.close();
    },
  };
}

/** Every `host:port` under which this server may be meant. */
function ownHosts({ host, publicUrl }: Env, port: number): string[] {
  const names = ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", host.includes(":") ? `[${host}]` : host];
  const own = names.map((name) => `${name.toLowerCase()}:${port}`);
  if (publicUrl === undefined) return own;
  const { hostname, port: publicPort, protocol } = new URL(publicUrl);
  return [...own, `${hostname}:${publicPort || (protocol === "https:" ? 443 : 80)}`];
}
