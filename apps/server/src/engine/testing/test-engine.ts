// An engine on a test database, with a world outside that the test plays.
import type { JsonValue } from "@worktrail/shared/json";
import { reduceRun } from "@worktrail/shared/run/reduce";
import { hasEnded, type RunState } from "@worktrail/shared/run/state";
import type { Segment } from "@worktrail/shared/segment/schema";
import type { HttpRequest, HttpResponse } from "@worktrail/shared/step/handler";
import { catalog } from "@worktrail/steps/contracts";
import { handlers } from "@worktrail/steps/handlers";
import { afterEach, beforeAll } from "vitest";
import type { Storage } from "../../db/storage.ts";
import { readEvents } from "../../journal/read-journal.ts";
import { WAKE_QUEUE } from "../../journal/wake-queue.ts";
import { startQueue } from "../../queue/start-queue.ts";
import { describeOnEachDatabase } from "../../testing/database.ts";
import { createEngine, type Engine } from "../engine.ts";
import type { CommittedEvents, EngineLimits, EngineOptions, LivePort } from "../engine-deps.ts";
import type { StartRun } from "../new-run.ts";
import { ORGANIZATION, PERSON } from "./people.ts";

export { ORGANIZATION, PERSON };

export type OutsideCall = { request: HttpRequest; signal: AbortSignal };
export type Outside = (call: OutsideCall) => HttpResponse | Promise<HttpResponse>;

export const answer = (
  body: JsonValue,
  status = 200,
  headers: Record<string, string> = {},
): HttpResponse => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

export type TestEngine = {
  engine: Engine;
  /** Every call to the outside, in order. */
  calls: OutsideCall[];
  committed: CommittedEvents[];
  trouble: string[];
  run(segment: Segment, input?: JsonValue, more?: Partial<StartRun>): Promise<string>;
  /** Resolves once the journal of the run satisfies `condition`. */
  until(run_id: string, condition: (state: RunState) => boolean): Promise<RunState>;
  ended(run_id: string): Promise<RunState>;
};

export type TestOptions = {
  outside?: Outside;
  limits?: Partial<EngineLimits>;
  worker_id?: string;
  clock?: () => Date;
  llm?: EngineOptions["llm"];
  catalog?: EngineOptions["catalog"];
  /** Hears everything beside the test. */
  live?: LivePort;
};

export function testEngine(storage: Storage, options: TestOptions = {}): TestEngine {
  const calls: OutsideCall[] = [];
  const committed: CommittedEvents[] = [];
  const trouble: string[] = [];
  const watchers = new Set<() => void>();
  const say = (fields: object, message: string) => {
    const { err } = fields as { err?: unknown };
    trouble.push(`${message} ${err instanceof Error ? err.message : ""}`);
  };
  const outside = options.outside ?? (() => answer({ ok: true }));
  const engine = createEngine({
    storage,
    catalog: options.catalog ?? catalog,
    handlers,
    http: {
      request: async (request, { signal }) => {
        calls.push({ request, signal });
        return outside({ request, signal });
      },
    },
    llm: options.llm ?? { complete: () => Promise.reject(new Error("No model in this test.")) },
    secrets: { read: () => Promise.reject(new Error("No secrets in this test.")) },
    live: {
      committed: (batch) => {
        committed.push(...batch);
        options.live?.committed(batch);
        for (const watcher of watchers) watcher();
      },
      signal: (organization_id, signal) => options.live?.signal(organization_id, signal),
      changed: (organization_id, topic, id) => options.live?.changed(organization_id, topic, id),
    },
    log: { debug: () => undefined, info: () => undefined, warn: say, error: say },
    random: () => 0,
    limits: { heartbeat_ms: 200, worker_dead_after_ms: 800, ...options.limits },
    ...(options.worker_id ? { worker_id: options.worker_id } : {}),
    ...(options.clock ? { clock: options.clock } : {}),
  });
  const until = async (run_id: string, condition: (state: RunState) => boolean) => {
    for (;;) {
      const changed = Promise.withResolvers<void>();
      watchers.add(changed.resolve);
      const state = reduceRun(await readEvents(storage, { organization_id: ORGANIZATION, run_id }));
      if (state && condition(state)) return state;
      await changed.promise;
      watchers.delete(changed.resolve);
    }
  };
  return {
    engine,
    calls,
    committed,
    trouble,
    run: async (segment, input = null, more = {}) => {
      const start = {
        organization_id: ORGANIZATION,
        project_id: "project_test",
        segment,
        revision: null,
        input,
      };
      return (await engine.startRun({ ...start, config: {}, started_by: PERSON, ...more })).run_id;
    },
    until,
    ended: (run_id) => until(run_id, (state) => hasEnded(state.status)),
  };
}

export async function startTestEngine(storage: Storage, options: TestOptions = {}): Promise<TestEngine> {
  const made = testEngine(storage, options);
  await made.engine.start();
  return made;
}

/** A suite on each database whose engines are stopped after every test. */
export function describeEngine(
  title: string,
  suite: (start: (options?: TestOptions) => Promise<TestEngine>, storage: () => Storage) => void,
): void {
  describeOnEachDatabase(title, (storage) => {
    let engines: TestEngine[] = [];
    beforeAll(async () => {
      await startQueue(storage(), [WAKE_QUEUE], () => undefined);
    });
    afterEach(async () => {
      const started = engines;
      engines = [];
      await Promise.all(started.map(({ engine }) => engine.stop()));
    });
    suite(async (options = {}) => {
      const made = await startTestEngine(storage(), options);
      engines.push(made);
      return made;
    }, storage);
  });
}

export async function eventTypes(storage: Storage, run_id: string): Promise<string[]> {
  return (await readEvents(storage, { organization_id: ORGANIZATION, run_id })).map(
    (event) => event.event_type,
  );
}
