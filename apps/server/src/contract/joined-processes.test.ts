// Two servers and a worker on one PostgreSQL: work spreads, and each may come, go and die.
import type { ServerResponse } from "node:http";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { segment, step, transform } from "../engine/testing/segments.ts";
import { makeTestDatabase, type TestDatabase } from "../testing/database.ts";
import { untilRun } from "../testing/until-run.ts";
import { type ChildServer, startChildServer } from "./testing/child-server.ts";
import { startChildWorker } from "./testing/child-worker.ts";
import { json, type LocalServer, startLocalServer } from "./testing/local-server.ts";
import { connect, watch } from "./testing/socket.ts";

/** More than one process takes of one organisation, so that two have to share them. */
const RUNS = 1_040;
const AT_ONCE = 20;

let database: TestDatabase;
let outside: LocalServer;
let sql: pg.Client;
let processes: { kill(): Promise<void> }[] = [];

beforeEach(async () => {
  [database, outside] = await Promise.all([makeTestDatabase("postgres"), startLocalServer()]);
  sql = new pg.Client({ connectionString: database.env.databaseUrl ?? "" });
  await sql.connect();
});
afterEach(async () => {
  await Promise.all(processes.map((child) => child.kill()));
  processes = [];
  await sql.end();
  await database.drop();
  await outside.close();
});

const extra = () => ({ WORKTRAIL_ALLOW_HOSTS: outside.host });
const serve = async () => kept(await startChildServer(database, extra()));
const work = async () => kept(await startChildWorker(database, extra()));

function kept<Child extends { kill(): Promise<void> }>(child: Child): Child {
  processes.push(child);
  return child;
}

async function start(server: ChildServer, input: unknown): Promise<string> {
  const { data, error } = await server.call("mutation", "runs.start", { segment_id: "held", input });
  if (error) throw new Error(error.message);
  return (data as { run_id: string }).run_id;
}

/** How many runs each process drives, by its pid. */
async function shares(): Promise<Record<number, number>> {
  const { rows } = await sql.query<{ pid: number; count: number }>(
    `select w.pid, count(*)::int as count from runs r join workers w on w.worker_id = r.claim_id
     where r.ended_at is null group by w.pid`,
  );
  return Object.fromEntries(rows.map(({ pid, count }) => [pid, count]));
}

const sum = (counts: Record<number, number>) => Object.values(counts).reduce((one, other) => one + other, 0);

/** The run whose call carries this key. */
const runOf = (key: string, run_ids: readonly string[]) => run_ids.find((run_id) => key.includes(run_id));

test("two servers and a worker share the work of one database, and lose none of it when they die or stop", {
  timeout: 120_000,
}, async () => {
  let answering = false;
  const held = new Map<string, ServerResponse>();
  outside.on("/held", ({ headers }, response) => {
    if (answering) json(response, "done");
    else held.set(String(headers["idempotency-key"]), response);
  });
  const [a, b] = await Promise.all([serve(), serve()]);
  const call = step("call", "http_action", { method: "POST", url: `${outside.url}/held`, body: {} });
  const flow = { ...segment([call, transform("end", "data")], ["call > end"]), segment_id: "held" };
  await a.call("mutation", "segments.save", { segment: flow });
  const run_ids = await startAll(a);
  // What the first server has no room for goes to the second one by itself.
  await expect.poll(async () => sum(await shares()), { timeout: 20_000 }).toBe(RUNS);
  expect((await shares())[b.pid]).toBeGreaterThan(0);

  // A worker joins, and a server dies: neither of those that stay can take everything.
  const worker = await work();
  await a.kill();
  const pids = [b.pid, worker.pid].map(String).sort();
  await expect
    .poll(async () => Object.keys(await shares()).sort(), { timeout: 30_000, interval: 250 })
    .toEqual(pids);
  expect(sum(await shares())).toBe(RUNS);

  // A browser of the server that is left hears what the worker does.
  const ofWorker = await drivenBy(worker.pid);
  // Calls of the server that died have lost their connection.
  const calling = () => [...held].find(([key, response]) => !response.destroyed && runOf(key, ofWorker));
  await expect.poll(() => calling() !== undefined, { timeout: 20_000 }).toBe(true);
  const [key = "", response] = calling() ?? [];
  const watched = runOf(key, ofWorker) ?? "";
  const { ended } = await follow(b, watched);
  if (response) json(response, "heard");
  const story = await ended;
  expect(story.map(({ seq }) => seq)).toEqual(story.map((_, at) => at + 1));
  expect((await untilRun(b, watched)).outputs).toEqual({ end: "heard" });

  answering = true;
  for (const waiting of held.values()) if (!waiting.headersSent) json(waiting, "done");
  const { code, stderr } = await worker.terminate();
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  await expect.poll(countCompleted, { timeout: 60_000, interval: 250 }).toBe(RUNS);
  const keys = new Set(outside.callsTo("/held").map(({ headers }) => headers["idempotency-key"]));
  expect(keys.size).toBe(run_ids.length);
});

async function startAll(server: ChildServer): Promise<string[]> {
  const run_ids: string[] = [];
  let left = RUNS;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      run_ids.push(await start(server, left));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return run_ids;
}

async function drivenBy(pid: number): Promise<string[]> {
  const { rows } = await sql.query<{ run_id: string }>(
    `select r.run_id from runs r join workers w on w.worker_id = r.claim_id
     where r.ended_at is null and w.pid = $1`,
    [pid],
  );
  return rows.map(({ run_id }) => run_id);
}

async function countCompleted(): Promise<number> {
  const { rows } = await sql.query<{ n: number }>(
    "select count(*)::int as n from runs where status = 'completed'",
  );
  return rows[0]?.n ?? 0;
}

/** @returns once the run is watched, with what a browser there heard of it until its end */
async function follow(server: ChildServer, run_id: string): Promise<{ ended: Promise<WorktrailEvent[]> }> {
  const client = await connect(server.url);
  processes.push({ kill: async () => void client.close() });
  const heard = new Map<number, WorktrailEvent>();
  const ended = Promise.withResolvers<WorktrailEvent[]>();
  const hear = (events: readonly WorktrailEvent[]) => {
    for (const event of events) heard.set(event.seq, event);
    if (events.at(-1)?.event_type === "segment.completed")
      ended.resolve([...heard.values()].sort((one, other) => one.seq - other.seq));
  };
  client.on("run:events", ({ events }) => hear(events));
  const ack = await watch(client, run_id);
  if (!ack.ok) throw new Error(ack.message);
  hear(ack.events);
  return { ended: ended.promise };
}
