import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo, Socket as NetSocket } from "node:net";
import type { ClientToServer, ServerToClient, WatchAck } from "@worktrail/shared/live/protocol";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { reduceRun } from "@worktrail/shared/run/reduce";
import { io, type Socket } from "socket.io-client";
import { afterEach, beforeAll, expect, it } from "vitest";
import { call, chain, segment, transform } from "../engine/testing/segments.ts";
import {
  answer,
  ORGANIZATION,
  startTestEngine,
  type TestEngine,
  type TestOptions,
} from "../engine/testing/test-engine.ts";
import type { Actor } from "../identity/actor.ts";
import { WAKE_QUEUE } from "../journal/wake-queue.ts";
import { startQueue } from "../queue/start-queue.ts";
import { describeOnEachDatabase } from "../testing/database.ts";
import { Live } from "./live.ts";

type Client = Socket<ServerToClient, ClientToServer>;

describeOnEachDatabase("Live events", (storage) => {
  const closers: (() => Promise<unknown> | unknown)[] = [];
  const warnings: [fields: object, message: string][] = [];
  /** Organisations by token; a test changes it as memberships change. */
  const tokens = new Map<string, string>();
  const resolveActor = async (headers: Headers): Promise<Actor | null> => {
    const organization_id = tokens.get(headers.get("authorization")?.replace("Bearer ", "") ?? "");
    if (organization_id === undefined) return null;
    return { user_id: "u", user_name: "U", organization_id, project_id: "p", role: "member", via: "token" };
  };

  /** A server process: its own engine, sockets and port. */
  const serve = async (options: TestOptions = {}): Promise<{ url: string; test: TestEngine; live: Live }> => {
    const silent = () => undefined;
    const warn = (fields: object, message: string) => void warnings.push([fields, message]);
    const log = { debug: silent, info: silent, error: silent, warn };
    const live = new Live({ storage: storage(), resolveActor, log });
    const server: HttpServer = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    await live.start(server);
    const test = await startTestEngine(storage(), { ...options, live });
    closers.push(async () => {
      await test.engine.stop();
      await live.close();
      server.close();
    });
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, test, live };
  };
  const connect = (url: string, token = "mine", headers: Record<string, string> = {}): Client => {
    const client: Client = io(url, {
      auth: { token },
      transports: ["websocket"],
      reconnectionDelay: 10,
      extraHeaders: headers,
      forceNew: true,
    });
    closers.push(() => client.close());
    return client;
  };
  const watch = (client: Client, run_id: string, after_seq = 0) =>
    new Promise<WatchAck>((resolve) => client.emit("run:watch", { run_id, after_seq }, resolve));

  beforeAll(async () => {
    await startQueue(storage(), [WAKE_QUEUE], () => undefined);
    tokens.set("mine", ORGANIZATION);
    tokens.set("theirs", "org_other");
  });
  afterEach(async () => {
    for (const close of closers.splice(0).toReversed()) await close();
  });

  it("brings every event once and in order to a browser that loses its connection", async () => {
    const gate = Promise.withResolvers<void>();
    const { url, test } = await serve({
      outside: async ({ request }) => {
        if (request.url.endsWith("/b")) await gate.promise;
        return answer(1);
      },
    });
    const client = connect(url);
    const run_id = await test.run(
      segment([call("a"), call("b"), transform("c", "data")], ["a > b", "b > c"]),
    );
    const seen = new Map<number, WorktrailEvent>();
    const add = (events: readonly WorktrailEvent[]) => {
      for (const event of events) seen.set(event.seq, event);
    };
    client.on("run:events", ({ events }) => add(events));
    const first = await watch(client, run_id);
    if (!first.ok) throw new Error(first.message);
    add(first.events);
    await test.until(run_id, (state) => state.steps.b?.status === "running");

    client.disconnect();
    gate.resolve();
    await test.ended(run_id);
    client.connect();
    const second = await watch(client, run_id, Math.max(...seen.keys()));
    if (!second.ok) throw new Error(second.message);
    add(second.events);
    expect([...seen.keys()].sort((a, b) => a - b)).toEqual(
      Array.from({ length: second.last_seq }, (_, i) => i + 1),
    );
    expect(reduceRun([...seen.values()])?.status).toBe("completed");
  });

  it("tells nobody about the runs of another organisation, and the operator who asked for them", async () => {
    const { url, test } = await serve();
    const run_id = await test.run(chain(1), 1);
    const stranger = connect(url, "theirs");
    expect(await watch(stranger, run_id)).toMatchObject({ ok: false, code: "NOT_FOUND" });
    const asked = { user_id: "u", organization_id: "org_other", run_id };
    expect(warnings).toContainEqual([asked, "A run was not given to be watched"]);
    expect(await watch(stranger, { evil: true } as unknown as string)).toMatchObject({
      ok: false,
      code: "BAD_REQUEST",
    });
  });

  it("refuses connections without a session and from other sites", async () => {
    const { url } = await serve();
    const refused = (client: Client) =>
      new Promise<string>((resolve) => client.once("connect_error", (error) => resolve(error.message)));
    expect(await refused(connect(url, "nobody"))).toBe("Sign in first.");
    expect(await refused(connect(url, "mine", { origin: "https://evil.example" }))).toBe(
      "Connections from other sites are refused.",
    );
  });

  it("cuts off a client that floods or sends too much, and serves the others", async () => {
    const { url, test } = await serve();
    const run_id = await test.run(chain(1), 1);
    const gone = (client: Client) => new Promise<string>((resolve) => client.once("disconnect", resolve));
    const connected = (client: Client) =>
      new Promise<void>((resolve) => client.once("connect", () => resolve()));
    const good = connect(url);
    const large = connect(url);
    await Promise.all([connected(good), connected(large)]);
    const largeGone = gone(large);
    large.emit("run:unwatch", { run_id: "x".repeat(200_000) });
    await largeGone;
    const flood = connect(url);
    await connected(flood);
    const floodGone = gone(flood);
    for (let index = 0; index < 5_000; index++) flood.emit("run:unwatch", { run_id });
    await floodGone;
    expect(await watch(good, run_id)).toMatchObject({ ok: true });
  });

  it("cuts off a client that reads too slowly, which catches up from the journal; others get everything", async () => {
    const { url, test, live } = await serve();
    const run_id = await test.run(chain(1), 1);
    await test.ended(run_id);
    const packets = 60;
    const [good, slow] = [connect(url), connect(url)];
    const heard = new Map([good, slow].map((client) => [client, 0]));
    const all = new Promise<void>((resolve) => {
      for (const client of heard.keys())
        client.on("run:events", () => {
          heard.set(client, (heard.get(client) ?? 0) + 1);
          if (heard.get(good) === packets) resolve();
        });
    });
    const first = await watch(good, run_id);
    await watch(slow, run_id);
    const [event] = first.ok ? first.events : [];
    if (!event) throw new Error("The run is not there.");
    const pipe = rawSocketOf(slow);
    pipe.pause();
    const large = { ...event, correlation_id: "x".repeat(500_000) };
    for (let index = 0; index < packets; index++) {
      live.committed([{ organization_id: ORGANIZATION, run_id, events: [large], texts: [""] }]);
      // Whoever reads gets it before the next one.
      await expect.poll(() => heard.get(good), { interval: 1 }).toBe(index + 1);
    }
    await all;
    const gone = new Promise<void>((resolve) => slow.once("disconnect", () => resolve()));
    pipe.resume();
    await gone;
    expect(heard.get(slow)).toBeLessThan(packets - 20);
    expect(await watch(slow, run_id)).toEqual(first);
  });

  it("says that runs and tasks changed to those who watch the organisation", async () => {
    const { url, test } = await serve();
    const client = connect(url);
    const changed = new Promise<object>((resolve) => client.on("org:changed", resolve));
    await new Promise((resolve) => client.emit("org:watch", resolve));
    const run_id = await test.run(chain(1), 1);
    expect(await changed).toEqual({ topic: "runs", id: run_id });
  });

  it("cuts off a member who was removed", async () => {
    const { url } = await serve();
    tokens.set("leaving", ORGANIZATION);
    const client = connect(url, "leaving");
    await new Promise<void>((resolve) => client.once("connect", () => resolve()));
    const disconnected = new Promise<string>((resolve) => client.once("disconnect", resolve));
    tokens.delete("leaving");
    expect(await disconnected).toBe("io server disconnect");
  });

  it("streams the tokens of a model, joined, before the events that end the step", async () => {
    const { url, test } = await serve({
      llm: {
        complete: async (request, { on_token }) => {
          await streaming.promise;
          for (const word of ["All ", "is ", "well"]) on_token(word);
          const answered = { model: request.model, simulated: true, finish_reason: "stop" };
          return { ...answered, text: "All is well", input_tokens: 1, output_tokens: 3, cost_usd: null };
        },
      },
    });
    const streaming = Promise.withResolvers<void>();
    const client = connect(url);
    const heard: string[] = [];
    client.on("run:signal", ({ kind, text }) => kind === "token" && heard.push(text));
    const run_id = await test.run(
      segment([
        { step_id: "ask", step_type: "llm_agent", config: { model: "demo/echo", prompt: "How is it?" } },
      ]),
    );
    await watch(client, run_id);
    const ended = new Promise<void>((resolve) => {
      client.on("run:events", ({ events }) => {
        if (events.some((event) => event.event_type === "step.completed")) resolve();
      });
    });
    streaming.resolve();
    await ended;
    expect(heard).toEqual(["All is well"]);
  });

  it("reaches browsers at another process on the same PostgreSQL", async () => {
    if (storage().kind === "pglite") return;
    const gate = Promise.withResolvers<void>();
    const one = await serve({
      outside: async () => {
        await gate.promise;
        return answer("x".repeat(20_000));
      },
    });
    const other = await serve();
    const run_id = await one.test.run(segment([call("a"), transform("b", "data.size()")], ["a > b"]));
    const client = connect(other.url);
    const ended = new Promise<WorktrailEvent[]>((resolve) => {
      client.on("run:events", ({ events }) => {
        if (events.at(-1)?.event_type === "segment.completed") resolve(events);
      });
    });
    await watch(client, run_id);
    gate.resolve();
    expect((await ended).map((event) => event.event_type)).toContain("step.completed");
  });

  it("tells other processes about watched runs only", async () => {
    if (storage().kind === "pglite") return;
    const gate = Promise.withResolvers<void>();
    const one = await serve({
      outside: async () => {
        await gate.promise;
        return answer("done");
      },
    });
    const other = await serve();
    const unwatched = await one.test.run(segment([transform("a", "1")], []));
    const watched = await one.test.run(segment([call("a")], []));
    const heard: string[] = [];
    await storage().listen("worktrail_live", (payload) => heard.push(payload));
    const client = connect(other.url);
    const ended = new Promise<void>((resolve) => {
      client.on("run:events", ({ events }) => {
        if (events.at(-1)?.event_type === "segment.completed") resolve();
      });
    });
    await watch(client, watched);
    await expect.poll(() => heard.some((payload) => payload.includes('"watching"'))).toBe(true);
    const later = await one.test.run(segment([transform("a", "1")], []));
    gate.resolve();
    await ended;
    await expect.poll(() => heard.some((payload) => isMove(payload, watched))).toBe(true);
    expect(heard.filter((payload) => isMove(payload, unwatched) || isMove(payload, later))).toEqual([]);
  });
});

/** The connection below a client's socket, which can be made to read nothing. */
function rawSocketOf(client: Client): NetSocket {
  const { transport } = client.io.engine;
  const { ws } = transport as unknown as { ws: { _socket: NetSocket } };
  return ws._socket;
}

const isMove = (payload: string, run_id: string) => payload.includes('"moved"') && payload.includes(run_id);
