// Runs a suite against a whole server as an outside party sees it: over HTTP and Socket.IO, on each database.

import { type WorktrailEvent, WorktrailEventSchema } from "@worktrail/shared/run/events";
import { reduceRun } from "@worktrail/shared/run/reduce";
import { buildGraph } from "@worktrail/shared/segment/graph";
import type { Segment } from "@worktrail/shared/segment/schema";
import { checkRunState } from "@worktrail/shared/testing/check-run-state";
import { catalog } from "@worktrail/steps/contracts";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { ENGINES, makeTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { type Answer, startTestServer, type TestServer } from "../../testing/server.ts";
import { type RunAnswer, untilRun } from "../../testing/until-run.ts";
import { assertCleanErrors, CANARY_KEY } from "./clean-text.ts";
import { type LocalServer, startLocalServer } from "./local-server.ts";

export type Contract = {
  server: TestServer;
  /** May be called by steps. */
  allowed: LocalServer;
  /** Private, and not allowed: a call that arrives is a hole. */
  canary: LocalServer;
  /** The endpoint of models. */
  models: LocalServer;
  call: TestServer["call"];
  /** The data of an answer that has to be one. */
  query<T = Record<string, unknown>>(procedure: string, input?: unknown): Promise<T>;
  mutate<T = Record<string, unknown>>(procedure: string, input?: unknown): Promise<T>;
  start(segment: unknown, input?: unknown, more?: object): Promise<string>;
  /** Runs a segment that was never saved to its end, and checks that its journal tells the same story. */
  run(segment: Segment, input?: unknown, more?: object): Promise<RunAnswer>;
  ended(run_id: string): Promise<RunAnswer>;
  until(run_id: string, condition: (run: RunAnswer) => boolean): Promise<RunAnswer>;
  events(run_id: string): Promise<WorktrailEvent[]>;
};

export function describeContract(
  title: string,
  suite: (contract: () => Contract) => void,
  extra: (locals: Locals) => Record<string, string> = () => ({}),
): void {
  describe.each(ENGINES)(`${title} on %s`, (engine) => {
    let database: TestDatabase;
    let locals: Locals;
    let contract: Contract;
    beforeAll(async () => {
      const [allowed, canary, models] = await Promise.all([
        startLocalServer(),
        startLocalServer(),
        startLocalServer(),
      ]);
      locals = { allowed, canary, models };
      database = await makeTestDatabase(engine);
      const server = await startTestServer(database, {
        WORKTRAIL_ALLOW_HOSTS: allowed.host,
        OPENAI_API_KEY: CANARY_KEY,
        OPENAI_BASE_URL: `${models.url}/v1`,
        ...extra(locals),
      });
      contract = makeContract(server, locals);
    });
    afterAll(async () => {
      await contract?.server.close();
      await database.drop();
      await Promise.all(Object.values(locals).map((local) => local.close()));
    });
    suite(() => contract);
  });
}

type Locals = Pick<Contract, "allowed" | "canary" | "models">;

function makeContract(server: TestServer, locals: Locals): Contract {
  const call: TestServer["call"] = async (...args) => {
    const answer = await server.call(...args);
    assertCleanErrors(answer);
    return answer;
  };
  const data = <T>({ data, error }: Answer): T => {
    if (error)
      throw new Error(`${error.data.code}: ${error.message} ${JSON.stringify(error.data.details ?? "")}`);
    return data as T;
  };
  const query: Contract["query"] = async (procedure, input) => data(await call("query", procedure, input));
  const mutate: Contract["mutate"] = async (procedure, input) =>
    data(await call("mutation", procedure, input));
  const start: Contract["start"] = async (segment, input = {}, more = {}) =>
    (await mutate<{ run_id: string }>("runs.start", { segment, input, ...more })).run_id;
  const events = async (run_id: string) =>
    (await query<{ events: WorktrailEvent[] }>("runs.events", { run_id, limit: 5_000 })).events;
  const ended = async (run_id: string) => {
    const run = await untilRun({ call }, run_id);
    expectSameStory(run, await events(run_id));
    return run;
  };
  return {
    server,
    ...locals,
    call,
    query,
    mutate,
    start,
    run: async (segment, input, more) => {
      const run = await ended(await start(segment, input, more));
      const state = reduceRun(await events(run.run_id));
      expect(state && checkRunState(buildGraph(segment, catalog), state)).toEqual([]);
      return run;
    },
    ended,
    until: (run_id, condition) => untilRun({ call }, run_id, condition),
    events,
  };
}

/** The journal is the only truth: gapless, strictly of the contract's shape, and its fold is what `runs.get` tells. */
export function expectSameStory(run: RunAnswer, events: readonly WorktrailEvent[]): void {
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  for (const event of events) expect(WorktrailEventSchema.parse(event)).toEqual(event);
  const state = reduceRun(events);
  expect({
    status: state?.status,
    outputs: state?.outputs,
    error: state?.error,
    last_seq: state?.last_seq,
  }).toEqual({
    status: run.status,
    outputs: run.outputs,
    error: run.error,
    last_seq: run.last_seq,
  });
  for (const [step_id, told] of Object.entries(run.steps)) {
    const folded = state?.steps[step_id];
    expect([step_id, told.status, told.attempts]).toEqual([
      step_id,
      folded?.status ?? "pending",
      folded?.attempts ?? 0,
    ]);
  }
}
