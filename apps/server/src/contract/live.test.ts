// Socket.IO from outside: who gets in, what arrives in which order, and what junk does.
import type { RunSignal } from "@worktrail/shared/live/protocol";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { afterEach, expect, test } from "vitest";
import { segment, step, transform } from "../engine/testing/segments.ts";
import { signInAs } from "../testing/describe-server.ts";
import { describeContract } from "./testing/describe-contract.ts";
import { json } from "./testing/local-server.ts";
import { type Client, connect, watch } from "./testing/socket.ts";

const approval = step("ask", "human_task", { task_type: "approval", title: "Go on?" });

describeContract("Socket.IO from outside", (contract) => {
  const open: Client[] = [];
  const socket = async (...[options]: [Parameters<typeof connect>[1]?]) => {
    const client = await connect(contract().server.url, options);
    open.push(client);
    return client;
  };
  afterEach(() => {
    for (const client of open.splice(0)) client.close();
  });

  /** Everything that one watcher hears of a run, until its last event. */
  const listen = (client: Client, run_id: string) => {
    const heard: WorktrailEvent[] = [];
    const last = new Promise<WorktrailEvent[]>((resolve) =>
      client.on("run:events", (message) => {
        if (message.run_id !== run_id) return;
        heard.push(...message.events);
        if (/^segment\.(completed|failed|cancelled)$/.test(message.events.at(-1)?.event_type ?? ""))
          resolve(heard);
      }),
    );
    return { heard, last };
  };

  test.each(["websocket", "polling"] as const)(
    "a watcher over %s gets what it missed, then the rest, in order",
    async (transport) => {
      const c = contract();
      const path = `/gate-${transport}`;
      const gate = Promise.withResolvers<void>();
      c.allowed.on(path, (_call, response) => void gate.promise.then(() => json(response, 1)));
      const hold = step("hold", "http_action", { method: "GET", url: `${c.allowed.url}${path}` });
      const run_id = await c.start(
        segment(
          [transform("first", "data"), hold, transform("last", "data")],
          ["first > hold", "hold > last"],
        ),
      );
      await c.allowed.untilCalled(path);
      const client = await socket({ transport });
      const { last } = listen(client, run_id);
      const ack = await watch(client, run_id, 1);
      if (!ack.ok) throw new Error(ack.message);
      expect(ack.events[0]?.seq).toBe(2);
      expect(ack.last_seq).toBe(ack.events.at(-1)?.seq);
      gate.resolve();
      const later = (await last).filter(({ seq }) => seq > ack.last_seq);
      expect([...ack.events, ...later]).toEqual((await c.events(run_id)).slice(1));
    },
  );

  test("a hundred runs under way: each watcher's events are the journal, none lost, none out of order", async () => {
    const c = contract();
    const client = await socket();
    const flow = segment([approval, transform("after", "data.action")], ["ask.approved > after"]);
    const run_ids = await Promise.all(Array.from({ length: 100 }, () => c.start(flow)));
    const watched = run_ids.map((run_id) => ({ run_id, ...listen(client, run_id) }));
    const acks = await Promise.all(run_ids.map((run_id) => watch(client, run_id)));
    await Promise.all(
      run_ids.map(async (run_id) => {
        await c.until(run_id, ({ status }) => status === "waiting");
        const { tasks } = await c.query<{ tasks: { task_id: string }[] }>("tasks.list", { run_id });
        await c.mutate("tasks.respond", { task_id: tasks[0]?.task_id, action: "approved" });
      }),
    );
    for (const [index, { run_id, last }] of watched.entries()) {
      const ack = acks[index];
      if (!ack?.ok) throw new Error("not watched");
      const live = (await last).filter(({ seq }) => seq > ack.last_seq);
      expect([...ack.events, ...live]).toEqual(await c.events(run_id));
    }
  });

  test("after run:unwatch nothing more of that run arrives", async () => {
    const c = contract();
    const run_id = await c.start(segment([approval]));
    await c.until(run_id, ({ status }) => status === "waiting");
    const [leaving, staying] = [await socket(), await socket()];
    const gone = listen(leaving, run_id);
    const { last } = listen(staying, run_id);
    await Promise.all([watch(leaving, run_id), watch(staying, run_id)]);
    leaving.emit("run:unwatch", { run_id });
    // Answered in order: what was sent before this is done by then.
    await new Promise((resolve) => leaving.emit("org:watch", resolve));
    await c.mutate("runs.cancel", { run_id });
    await last;
    await new Promise((resolve) => leaving.emit("org:watch", resolve));
    expect(gone.heard).toEqual([]);
  });

  test("org:changed names runs, tasks and segments that changed", async () => {
    const c = contract();
    const client = await socket();
    const topics = new Map<string, Set<string>>();
    const waiting = new Set<() => void>();
    client.on("org:changed", ({ topic, id }) => {
      topics.set(topic, (topics.get(topic) ?? new Set()).add(id));
      for (const look of waiting) look();
    });
    const heard = (topic: string, id: string) =>
      new Promise<void>((resolve) => {
        const look = () => topics.get(topic)?.has(id) && resolve();
        waiting.add(look);
        look();
      });
    await new Promise((resolve) => client.emit("org:watch", resolve));
    await c.mutate("segments.save", { segment: segment([approval], [], { segment_id: "told" }) });
    await heard("segments", "told");
    const { run_id } = await c.mutate<{ run_id: string }>("runs.start", { segment_id: "told", input: {} });
    await heard("runs", run_id);
    await c.until(run_id, ({ status }) => status === "waiting");
    const { tasks } = await c.query<{ tasks: { task_id: string }[] }>("tasks.list", { run_id });
    await heard("tasks", tasks[0]?.task_id ?? "");
    await c.mutate("runs.cancel", { run_id });
  });

  test("no session, a wrong token and a foreign page do not get in; a session of the own page does", async () => {
    const c = contract();
    for (const token of [undefined, "wrong-token-123", "", {}, ["x"], 7]) {
      await expect(socket({ token: token as string | undefined })).rejects.toThrow("Sign in first.");
    }
    await expect(socket({ headers: { origin: "https://evil.example" } })).rejects.toThrow("refused");
    await expect(socket({ headers: { origin: "null" } })).rejects.toThrow("refused");
    const member = await signInAs(c.server, "viewer");
    await expect(
      socket({ token: undefined, headers: { cookie: member.cookie, origin: c.server.url } }),
    ).resolves.toBeDefined();
    await expect(
      socket({ token: undefined, headers: { cookie: member.cookie, origin: "https://evil.example" } }),
    ).rejects.toThrow("refused");
  });

  test("somebody of another organisation can watch nothing, under no name", async () => {
    const c = contract();
    const run_id = await c.start(segment([approval]));
    const stranger = await signInAs(c.server, "owner", "another organisation");
    const client = await socket({
      token: undefined,
      headers: { cookie: stranger.cookie, origin: c.server.url },
    });
    const { heard } = listen(client, run_id);
    client.on("org:changed", () => heard.push({} as WorktrailEvent));
    await new Promise((resolve) => client.emit("org:watch", resolve));
    const own = await socket();
    const { last } = listen(own, run_id);
    await watch(own, run_id);
    expect(await watch(client, run_id)).toMatchObject({ ok: false, code: "NOT_FOUND" });
    for (const name of ["*", "run:*", `run:${run_id}`, `${c.server.url}`, "__proto__"])
      expect(await watch(client, name)).toMatchObject({ ok: false, code: "NOT_FOUND" });
    await c.mutate("runs.cancel", { run_id });
    await last;
    // This organisation's own hint comes after those that were not meant for it.
    await new Promise((resolve) => client.emit("org:watch", resolve));
    expect(heard).toEqual([]);
  });

  test("junk is answered or dropped, and neither the socket nor the server falls over it", async () => {
    const c = contract();
    const { run_id } = await c.run(segment([transform("one", "1")]));
    const client = await socket();
    const raw = client as unknown as { emit(...args: unknown[]): void };
    const junk: unknown[] = [
      undefined,
      null,
      7,
      "x",
      [],
      {},
      { run_id: {} },
      { run_id: [run_id] },
      { run_id, after_seq: -1 },
      { run_id, after_seq: "1" },
      { run_id, after_seq: Number.POSITIVE_INFINITY },
      { run_id, after_seq: 0.5 },
      { run_id, extra: true },
      { run_id: "x".repeat(10_000) },
      { run_id: "\u0000" },
      JSON.parse('{"__proto__": {"run_id": "x"}}'),
    ];
    for (const message of junk) {
      const answer = await new Promise((resolve) => raw.emit("run:watch", message, resolve));
      expect([message, answer]).toEqual([
        message,
        { ok: false, code: expect.any(String), message: expect.stringMatching(/\.$/) },
      ]);
    }
    for (const args of [
      ["run:watch"],
      ["run:watch", 1, 2, 3],
      ["run:unwatch"],
      ["org:watch", {}],
      ["nobody", "knows"],
      ["disconnect_all"],
    ]) {
      try {
        raw.emit(...args);
      } catch {
        // Names that the client library itself reserves.
      }
    }
    expect(await watch(client, run_id)).toMatchObject({ ok: true });

    const big = await socket();
    const cut = new Promise<string>((resolve) => big.on("disconnect", resolve));
    (big as unknown as { emit(...args: unknown[]): void }).emit("run:watch", {
      run_id: "x".repeat(2_000_000),
    });
    await cut;
    expect(await watch(client, run_id, 2)).toMatchObject({ ok: true });
    expect((await c.server.fetch("/healthz")).status).toBe(200);
  });

  test("signals of a model go to watchers of that run only", async () => {
    const c = contract();
    const flow = segment([
      step("ask", "llm_agent", { model: "demo/echo", prompt: "{{ data }} and more words here" }),
    ]);
    const [one, two] = [await socket(), await socket()];
    const heard: RunSignal[] = [];
    one.on("run:signal", (signal) => heard.push(signal));
    const held = segment([approval, ...flow.steps], ["ask_first.approved > ask"]);
    held.steps[0] = { ...approval, step_id: "ask_first" };
    const start = async () => {
      const run_id = await c.start(held, "x");
      await c.until(run_id, ({ status }) => status === "waiting");
      return run_id;
    };
    const [mine, other] = [await start(), await start()];
    await Promise.all([watch(one, mine), watch(two, other)]);
    for (const run_id of [mine, other]) {
      const { tasks } = await c.query<{ tasks: { task_id: string }[] }>("tasks.list", { run_id });
      await c.mutate("tasks.respond", { task_id: tasks[0]?.task_id, action: "approved" });
    }
    await Promise.all([c.ended(mine), c.ended(other)]);
    await watch(one, mine);
    expect(new Set(heard.map(({ run_id }) => run_id))).toEqual(new Set([mine]));
    expect(heard.map(({ text }) => text).join("")).toContain("more words here");
  });
});
