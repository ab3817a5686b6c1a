// Servers that die, stop and share a database, as processes of their own.
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { segment, step, transform } from "../engine/testing/segments.ts";
import { ENGINES, makeTestDatabase, type TestDatabase } from "../testing/database.ts";
import { type RunAnswer, untilRun } from "../testing/until-run.ts";
import { type ChildServer, startChildServer } from "./testing/child-server.ts";
import { expectSameStory } from "./testing/describe-contract.ts";
import { json, type LocalServer, startLocalServer } from "./testing/local-server.ts";
import { connect, watch } from "./testing/socket.ts";

/** Each life costs seconds: the embedded database, which has no server of its own to rely on, gets more of them. */
const LIVES = { pglite: 10, postgres: 5 };
const RUNS_PER_LIFE = 4;

describe.each(ENGINES)("servers as processes on %s", (engine) => {
  const lives = LIVES[engine];
  let database: TestDatabase;
  let outside: LocalServer;
  const servers: ChildServer[] = [];
  beforeAll(async () => {
    outside = await startLocalServer();
  });
  afterAll(() => outside.close());
  beforeEach(async () => {
    database = await makeTestDatabase(engine);
    outside.calls.length = 0;
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.kill()));
    await database.drop();
  });

  const serve = async () => {
    const server = await startChildServer(database, { WORKTRAIL_ALLOW_HOSTS: outside.host });
    servers.push(server);
    return server;
  };
  const calling = (step_id: string, path: string) =>
    step(step_id, "http_action", { method: "POST", url: `${outside.url}${path}`, body: { step: step_id } });
  const start = async (server: ChildServer, flow: unknown, input: unknown = {}) => {
    const { data, error } = await server.call("mutation", "runs.start", { segment: flow, input });
    if (error) throw new Error(error.message);
    return (data as { run_id: string }).run_id;
  };
  const eventsOf = async (server: ChildServer, run_id: string) => {
    const { data } = await server.call("query", "runs.events", { run_id, limit: 5_000 });
    return (data as { events: WorktrailEvent[] }).events;
  };
  /** The run at its end, after its journal was compared with it. */
  const ended = async (server: ChildServer, run_id: string): Promise<RunAnswer> => {
    const run = await untilRun(server, run_id);
    const events = await eventsOf(server, run_id);
    expectSameStory(run, events);
    for (const step_id of Object.keys(run.steps)) {
      const outcomes = events.filter(
        (event) =>
          "step_id" in event &&
          event.step_id === step_id &&
          /^step\.(completed|failed|skipped)$/.test(event.event_type),
      );
      expect([step_id, outcomes.length]).toEqual([step_id, 1]);
    }
    return run;
  };

  test(`${lives} times killed in the middle of everything, all runs end right and nothing that was told is untrue`, {
    timeout: 120_000,
  }, async () => {
    const flow = segment(
      [
        calling("a", "/a"),
        transform("add", "data + 1"),
        calling("b", "/b"),
        calling("c", "/c"),
        transform("sum", "[steps.a.output, steps.b.output, data]"),
      ],
      ["a > add", "add > b", "b > c", "c > sum"],
    );
    ["/a", "/b", "/c"].forEach((path, index) => {
      outside.on(path, (_call, response) => json(response, index + 1));
    });
    const run_ids: string[] = [];
    const told = new Map<string, WorktrailEvent>();
    for (let life = 0; life < lives; life++) {
      const server = await serve();
      const client = await connect(server.url);
      client.on("run:events", ({ events }) => {
        for (const event of events) told.set(event.event_id, event);
      });
      const before = outside.calls.length;
      const enough = 1 + Math.floor((life / lives) * RUNS_PER_LIFE * 3);
      const due = new Promise<void>((resolve) => {
        const look = () => (outside.calls.length - before >= enough ? resolve() : setImmediate(look));
        look();
      });
      const starting = Promise.allSettled(
        Array.from({ length: RUNS_PER_LIFE }, async () => {
          const run_id = await start(server, flow);
          run_ids.push(run_id);
          void watch(client, run_id);
        }),
      );
      await due;
      await server.kill();
      await starting;
      client.close();
    }
    const server = await serve();
    expect(run_ids.length).toBeGreaterThan(0);
    for (const run_id of run_ids) {
      expect(await ended(server, run_id)).toMatchObject({ status: "completed", outputs: { sum: [1, 2, 3] } });
    }
    const journal = new Map<string, WorktrailEvent>();
    for (const run_id of run_ids)
      for (const event of await eventsOf(server, run_id)) journal.set(event.event_id, event);
    const known = [...told.values()].filter(({ run_id }) => run_ids.includes(run_id));
    expect(known.length).toBeGreaterThan(0);
    for (const event of known) expect(journal.get(event.event_id)).toEqual(event);

    const keys = new Map<string, Set<string>>();
    for (const { body, headers } of outside.calls) {
      const key = String(headers["idempotency-key"]);
      const steps = keys.get(key) ?? new Set();
      keys.set(key, steps.add((JSON.parse(body) as { step: string }).step));
    }
    // One key for one step of one run, the same on every attempt, and nothing called for a run that nobody has.
    for (const [key, steps] of keys) expect([key, steps.size]).toEqual([key, 1]);
    for (const run_id of run_ids) {
      expect([...keys.keys()].filter((key) => key.includes(run_id))).toHaveLength(3);
    }
  });

  test("killed while runs of another segment are under way, a run starts none of them twice", {
    timeout: 120_000,
  }, async () => {
    const below = { ...segment([calling("ask", "/item")]), segment_id: "item" };
    const each = step("each", "sub_segment", { segment_id: "item", mode: "for_each", max_concurrency: 2 });
    outside.on("/item", (_call, response) => json(response, "done"));
    const first = await serve();
    await first.call("mutation", "segments.save", { segment: below });
    const run_id = await start(first, segment([each]), [1, 2, 3, 4, 5, 6]);
    await expect.poll(() => outside.calls.length, { interval: 1 }).toBeGreaterThan(1);
    await first.kill();
    const second = await serve();
    const run = await ended(second, run_id);
    expect(run).toMatchObject({ status: "completed", outputs: { each: Array(6).fill("done") } });
    expect(run.steps.each?.children.map(({ iteration }) => iteration)).toEqual([1, 2, 3, 4, 5, 6]);
    const keys = new Set(outside.calls.map(({ headers }) => headers["idempotency-key"]));
    expect(keys.size).toBe(6);
  });

  test("a stop under load is clean within ten seconds, and the next start finishes what was under way", {
    timeout: 60_000,
  }, async () => {
    let answering = false;
    outside.on("/held", (_call, response) => {
      if (answering) json(response, "done");
    });
    const first = await serve();
    const flow = segment([calling("held", "/held"), transform("end", "data")], ["held > end"]);
    const run_ids = await Promise.all(Array.from({ length: 20 }, () => start(first, flow)));
    const ask = step("ask", "human_task", { task_type: "approval", title: "Wait" });
    const waiting = await start(first, segment([ask]));
    await untilRun(first, waiting, ({ status }) => status === "waiting");
    await outside.untilCalled("/held", 20);
    const { code, stderr, took_ms } = await first.terminate();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(took_ms).toBeLessThan(10_000);

    answering = true;
    const second = await serve();
    expect((await fetch(`${second.url}/readyz`)).status).toBe(200);
    for (const run_id of run_ids) expect((await ended(second, run_id)).outputs).toEqual({ end: "done" });
    const { data } = await second.call("query", "tasks.list", { run_id: waiting });
    const [task] = (data as { tasks: { task_id: string }[] }).tasks;
    await second.call("mutation", "tasks.respond", { task_id: task?.task_id, action: "approved" });
    expect((await ended(second, waiting)).status).toBe("completed");
    expect(new Set(outside.callsTo("/held").map(({ headers }) => headers["idempotency-key"])).size).toBe(20);
  });

  test("a server that is asked to stop lets its calls end, and records what came of them", {
    timeout: 60_000,
  }, async () => {
    const held: (() => void)[] = [];
    outside.on("/slow", (_call, response) => held.push(() => json(response, 5)));
    outside.on("/next", (_call, response) => json(response, 6));
    const first = await serve();
    const flow = segment([calling("slow", "/slow"), calling("next", "/next")], ["slow > next"]);
    const run_ids = await Promise.all(Array.from({ length: 5 }, () => start(first, flow)));
    await outside.untilCalled("/slow", 5);
    const stopping = first.terminate();
    // It answers nobody any more: from here on it only ends what it has begun.
    const answers = () => fetch(`${first.url}/healthz`).then(Boolean, () => false);
    await expect.poll(answers, { timeout: 5_000 }).toBe(false);
    for (const answer of held) answer();
    const { code, stderr, took_ms } = await stopping;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(took_ms).toBeLessThan(7_000);
    const second = await serve();
    for (const run_id of run_ids) {
      const { steps } = await ended(second, run_id);
      expect(steps).toMatchObject({ slow: { attempts: 1 }, next: { attempts: 1 } });
    }
    expect(outside.callsTo("/slow")).toHaveLength(5);
    expect(outside.callsTo("/next")).toHaveLength(5);
  });

  // The embedded database belongs to one process.
  if (engine === "pglite") return;
  test("a run hears of the end of a run below that another server drove", { timeout: 120_000 }, async () => {
    const [a, b] = await Promise.all([serve(), serve()]);
    const ask = step("ask", "human_task", { task_type: "approval", title: "Go on?" });
    const below = { ...segment([ask]), segment_id: "ask_below" };
    await a.call("mutation", "segments.save", { segment: below });
    const each = step("each", "sub_segment", { segment_id: "ask_below", mode: "for_each" });
    const run_id = await start(a, segment([each]), ["one", "two"]);
    const run = await untilRun(b, run_id, ({ steps }) => steps.each?.children.length === 2);
    for (const { run_id: child } of run.steps.each?.children ?? []) {
      await untilRun(b, child, ({ status }) => status === "waiting");
      const { data } = await b.call("query", "tasks.list", { run_id: child });
      const [task] = (data as { tasks: { task_id: string }[] }).tasks;
      await b.call("mutation", "tasks.respond", { task_id: task?.task_id, action: "approved" });
    }
    expect(await ended(a, run_id)).toMatchObject({
      status: "completed",
      outputs: { each: [{ data: "one" }, { data: "two" }] },
    });
  });

  test("two servers on one database are one: watch, answer and survive through either", {
    timeout: 60_000,
  }, async () => {
    let answering = false;
    outside.on("/step", (_call, response) => {
      if (answering) json(response, 7);
    });
    const [a, b] = await Promise.all([serve(), serve()]);
    const ask = step("ask", "human_task", { task_type: "approval", title: "Go on?" });
    const run_id = await start(
      a,
      segment([ask, transform("after", "data.action")], ["ask.approved > after"]),
    );
    const client = await connect(b.url);
    const heard: WorktrailEvent[] = [];
    const last = new Promise<void>((resolve) =>
      client.on("run:events", ({ events }) => {
        heard.push(...events);
        if (events.at(-1)?.event_type === "segment.completed") resolve();
      }),
    );
    const ack = await watch(client, run_id);
    if (!ack.ok) throw new Error(ack.message);
    await untilRun(b, run_id, ({ status }) => status === "waiting");
    const { data } = await b.call("query", "tasks.list", { run_id });
    const [task] = (data as { tasks: { task_id: string }[] }).tasks;
    const answered = await b.call("mutation", "tasks.respond", {
      task_id: task?.task_id,
      action: "approved",
    });
    expect(answered.status).toBe(200);
    await last;
    const seen = new Map([...ack.events, ...heard].map((event) => [event.seq, event]));
    expect([...seen.values()].sort((one, other) => one.seq - other.seq)).toEqual(await eventsOf(a, run_id));
    client.close();

    const orphans = await Promise.all(
      Array.from({ length: 5 }, () =>
        start(a, segment([calling("step", "/step"), transform("end", "data + 1")], ["step > end"])),
      ),
    );
    await outside.untilCalled("/step", 5);
    answering = true;
    const died = performance.now();
    await a.kill();
    for (const orphan of orphans) {
      const run = await ended(b, orphan);
      expect(run).toMatchObject({
        status: "completed",
        outputs: { end: 8 },
        steps: { step: { attempts: 2 } },
      });
    }
    expect(performance.now() - died).toBeLessThan(15_000);
  });
});
