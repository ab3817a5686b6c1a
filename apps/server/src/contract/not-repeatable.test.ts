// A payment that was under way when its server was killed: nobody pays again before a person has said what happened.
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { segment, step } from "../engine/testing/segments.ts";
import { ENGINES, makeTestDatabase, type TestDatabase } from "../testing/database.ts";
import { untilRun } from "../testing/until-run.ts";
import { type ChildServer, startChildServer } from "./testing/child-server.ts";
import { expectSameStory } from "./testing/describe-contract.ts";
import { json, type LocalServer, startLocalServer } from "./testing/local-server.ts";

type Task = { task_id: string; title: string; description: string; actions: { action: string }[] };

describe.each(ENGINES)("a step that is not repeatable, and servers that are killed, on %s", (engine) => {
  let database: TestDatabase;
  let bank: LocalServer;
  const servers: ChildServer[] = [];
  beforeAll(async () => {
    [database, bank] = await Promise.all([makeTestDatabase(engine), startLocalServer()]);
  });
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.kill())));
  afterAll(async () => {
    await database.drop();
    await bank.close();
  });

  const serve = async () => {
    const server = await startChildServer(database, { WORKTRAIL_ALLOW_HOSTS: bank.host });
    servers.push(server);
    return server;
  };
  const data = async <T>(server: ChildServer, kind: "query" | "mutation", name: string, input: object) => {
    const answer = await server.call(kind, name, input);
    if (answer.error) throw new Error(answer.error.message);
    return answer.data as T;
  };

  test("kill -9 in the middle leads to one question, which outlives the next kill and takes one answer", {
    timeout: 120_000,
  }, async () => {
    bank.on("/charge", () => undefined);
    const charge = step(
      "charge",
      "http_action",
      { method: "POST", url: `${bank.url}/charge`, body: { amount: 5 } },
      { name: "Charge card", repeatable: false },
    );
    const first = await serve();
    const { run_id } = await data<{ run_id: string }>(first, "mutation", "runs.start", {
      segment: segment([charge]),
      input: { order: 7 },
    });
    await bank.untilCalled("/charge");
    await first.kill();
    const second = await serve();
    await untilRun(second, run_id, ({ status }) => status === "waiting");
    await second.kill();
    const third = await serve();
    const { tasks } = await data<{ tasks: Task[] }>(third, "query", "tasks.list", { run_id });
    expect(tasks).toMatchObject([
      {
        title: "Did “Charge card” happen?",
        actions: [{ action: "retry" }, { action: "completed" }, { action: "failed" }],
      },
    ]);
    const task_id = tasks[0]?.task_id;
    expect(tasks[0]?.description).toContain(`Idempotency key: ${run_id}:charge`);
    expect(tasks[0]?.description).toContain('Input: {"order":7}');
    expect(bank.calls).toHaveLength(1);
    const wrong = await third.call("mutation", "tasks.respond", { task_id, action: "completed" });
    expect(wrong.error?.data.code).toBe("INVALID_INPUT");
    bank.on("/charge", (_call, response) => json(response, { paid: true }));
    await data(third, "mutation", "tasks.respond", { task_id, action: "retry" });
    const late = await third.call("mutation", "tasks.respond", { task_id, action: "failed" });
    expect(late.error?.data.code).toBe("TASK_CLOSED");
    const run = await untilRun(third, run_id);
    expect(run).toMatchObject({ status: "completed", outputs: { charge: { paid: true } } });
    expect(bank.calls.map(({ headers }) => headers["idempotency-key"])).toEqual([
      `${run_id}:charge`,
      `${run_id}:charge`,
    ]);
    const { events } = await data<{ events: WorktrailEvent[] }>(third, "query", "runs.events", { run_id });
    expectSameStory(run, events);
    expect(events.map(({ event_type }) => event_type)).toEqual([
      "segment.started",
      "step.started",
      "step.lost",
      "human.task_created",
      "human.task_completed",
      "step.retrying",
      "step.started",
      "action.completed",
      "step.completed",
      "segment.completed",
    ]);
  });
});
