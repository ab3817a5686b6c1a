// The engine in this process, put together as `worktrail serve` does, with somebody who hears when runs end.
import "../src/node-settings.ts";
import { once } from "node:events";
import { createServer } from "node:http";
import type { JsonValue } from "@worktrail/shared/json";
import type { Segment } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import { handlers } from "@worktrail/steps/handlers";
import type { Storage } from "../src/db/storage.ts";
import { createEngine, type Engine } from "../src/engine/engine.ts";
import type { CommittedEvents, EngineLog, HttpPort, LivePort } from "../src/engine/engine-deps.ts";
import { readEnv } from "../src/env.ts";
import type { Actor } from "../src/identity/actor.ts";
import { WAKE_QUEUE } from "../src/journal/wake-queue.ts";
import { Live } from "../src/live/live.ts";
import { openEngine } from "../src/open-engine.ts";
import { startQueue } from "../src/queue/start-queue.ts";
import type { Place } from "./databases.ts";

export const ORGANIZATION = "org_bench";
const PERSON = { user_id: "user_bench", name: "Bench" };
const ACTOR: Actor = {
  user_id: PERSON.user_id,
  user_name: PERSON.name,
  organization_id: ORGANIZATION,
  project_id: "project_bench",
  role: "owner",
  via: "token",
};

export type BenchEngine = {
  storage: Storage;
  /** Where sockets connect. */
  url: string;
  /** Hears of every commit, before the sockets do. */
  onCommitted(hear: (batch: readonly CommittedEvents[]) => void): void;
  /** Resolves with the first commit of the run. */
  start(segment: Segment, input?: JsonValue): Promise<string>;
  /** Resolves once the run has completed. */
  ended(run_id: string): Promise<void>;
  runOnce(segment: Segment): Promise<string>;
  close(): Promise<void>;
};

export type BenchEngineOptions = {
  /** Private addresses that steps may call. */
  allow_hosts?: string[];
  /** Stands in for the HTTP client of the product. */
  http?: HttpPort;
};

const silent = () => undefined;
const LOG: EngineLog = { debug: silent, info: silent, warn: console.error, error: console.error };

export async function openBenchEngine(
  place: Pick<Place, "env" | "open">,
  options: BenchEngineOptions = {},
): Promise<BenchEngine> {
  const storage = await place.open();
  const live = new Live({ storage, resolveActor: async () => ACTOR, log: LOG });
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  await live.start(server);
  const ends = new Ends();
  const hearers: ((batch: readonly CommittedEvents[]) => void)[] = [];
  const port: LivePort = {
    committed: (batch) => {
      for (const hear of hearers) hear(batch);
      live.committed(batch);
      ends.hear(batch);
    },
    signal: (organization_id, signal) => live.signal(organization_id, signal),
    changed: (organization_id, topic, id) => live.changed(organization_id, topic, id),
  };
  const { engine, close } = await openFor(place, storage, port, options);
  const start = async (segment: Segment, input: JsonValue = 1) =>
    (await engine.startRun(startOf(segment, input))).run_id;
  const address = server.address();
  return {
    storage,
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`,
    onCommitted: (hear) => void hearers.push(hear),
    start,
    ended: (run_id) => ends.wait(run_id),
    runOnce: async (segment) => {
      const run_id = await start(segment);
      await ends.wait(run_id);
      return run_id;
    },
    close: async () => {
      await close();
      await live.close();
      server.close();
      await storage.close();
    },
  };
}

async function openFor(
  { env }: Pick<Place, "env">,
  storage: Storage,
  live: LivePort,
  { allow_hosts = [], http }: BenchEngineOptions,
): Promise<{ engine: Engine; close(): Promise<void> }> {
  if (http === undefined) {
    const variables = {
      PORT: "0",
      WORKTRAIL_DATA: env.dataDir,
      WORKTRAIL_ALLOW_HOSTS: allow_hosts.join(","),
    };
    return openEngine({ storage, env: readEnv(variables), live, log: LOG });
  }
  const unused = () => Promise.reject(new Error("Nothing here asks for this."));
  const engine = createEngine({
    storage,
    catalog,
    handlers,
    http,
    llm: { complete: unused },
    secrets: { read: unused },
    live,
    log: LOG,
  });
  await startQueue(storage, [WAKE_QUEUE], silent);
  await engine.start();
  return { engine, close: () => engine.stop() };
}

function startOf(segment: Segment, input: JsonValue) {
  return {
    organization_id: ORGANIZATION,
    project_id: ACTOR.project_id,
    segment,
    revision: 1,
    input,
    config: {},
    started_by: PERSON,
  };
}

class Ends {
  readonly #ended = new Set<string>();
  readonly #waiting = new Map<string, PromiseWithResolvers<void>>();

  hear(batch: readonly CommittedEvents[]): void {
    for (const { run_id, events } of batch) {
      const type = events.at(-1)?.event_type;
      if (type === "segment.completed") this.#end(run_id);
      else if (type === "segment.failed" || type === "segment.cancelled" || type === "segment.timed_out")
        this.#waiting.get(run_id)?.reject(new Error(`The run ${run_id} did not complete: ${type}.`));
    }
  }

  async wait(run_id: string): Promise<void> {
    if (this.#ended.delete(run_id)) return;
    const waiting = Promise.withResolvers<void>();
    this.#waiting.set(run_id, waiting);
    await waiting.promise;
  }

  #end(run_id: string): void {
    const waiting = this.#waiting.get(run_id);
    if (waiting === undefined) {
      this.#ended.add(run_id);
      return;
    }
    this.#waiting.delete(run_id);
    waiting.resolve();
  }
}
