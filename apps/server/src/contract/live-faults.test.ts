// What goes wrong between the journal and a browser: long absence, doubled and missing packets, a newer version, size.
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { reduceRun } from "@worktrail/shared/run/reduce";
import { afterEach, expect, test } from "vitest";
import { segment, step, transform } from "../engine/testing/segments.ts";
import { type Contract, describeContract } from "./testing/describe-contract.ts";
import { json } from "./testing/local-server.ts";
import { type Client, connect, watch } from "./testing/socket.ts";

const approval = step("ask", "human_task", { task_type: "approval", title: "Go on?" });
const LONG = 1_100;
/** More characters than any packet needs that has only the places of large values. */
const SMALL_PACKET = 10_000;

describeContract("Between the journal and a browser", (contract) => {
  const open: Client[] = [];
  const socket = async () => {
    const client = await connect(contract().server.url);
    open.push(client);
    return client;
  };
  afterEach(() => {
    for (const client of open.splice(0)) client.close();
  });

  const approve = async (c: Contract, run_id: string) => {
    await c.until(run_id, ({ status }) => status === "waiting");
    const { tasks } = await c.query<{ tasks: { task_id: string }[] }>("tasks.list", { run_id });
    await c.mutate("tasks.respond", { task_id: tasks[0]?.task_id, action: "approved" });
  };
  /** Every page after an event, as a browser asks for them. */
  const pagesAfter = async (c: Contract, run_id: string, after_seq: number, limit = 500) => {
    const events: WorktrailEvent[] = [];
    for (;;) {
      const from = events.at(-1)?.seq ?? after_seq;
      const page = await c.query<{ events: WorktrailEvent[]; last_seq: number }>("runs.events", {
        run_id,
        after_seq: from,
        limit,
      });
      events.push(...page.events);
      if (page.events.length === 0 || (events.at(-1)?.seq ?? 0) >= page.last_seq) return events;
    }
  };

  test("who was away for long gets the first of what it missed at once and the rest in pages: the journal, whole", {
    timeout: 60_000,
  }, async () => {
    const c = contract();
    const ids = Array.from({ length: LONG }, (_, index) => `t${index}`);
    const run_id = await c.start(
      segment(
        [approval, ...ids.map((id) => transform(id, "1"))],
        [`ask.approved > ${ids[0]}`, ...ids.slice(1).map((id, index) => `t${index} > ${id}`)],
      ),
    );
    const before = await socket();
    await c.until(run_id, ({ status }) => status === "waiting");
    const first = await watch(before, run_id);
    if (!first.ok) throw new Error(first.message);
    before.close();
    await approve(c, run_id);
    const run = await c.ended(run_id);
    const again = await watch(await socket(), run_id, first.last_seq);
    if (!again.ok) throw new Error(again.message);
    expect(again.events).toHaveLength(2_000);
    expect(again.last_seq).toBe(run.last_seq);
    const rest = await pagesAfter(c, run_id, again.events.at(-1)?.seq ?? 0);
    const all = [...first.events, ...again.events, ...rest];
    expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: run.last_seq }, (_, i) => i + 1));
    expect(reduceRun(all)).toMatchObject({ status: "completed", outputs: run.outputs });
  });

  test("packets that come twice, late or not at all leave a watcher with the journal once it asks for the gap", async () => {
    const c = contract();
    const { storage } = c.server.deps;
    // Only between processes can a packet be lost or overtaken.
    if (storage.kind === "pglite") return;
    const run_id = await c.start(segment([transform("a", "1"), approval], ["a > ask"]));
    await c.until(run_id, ({ status }) => status === "waiting");
    const client = await socket();
    const packets: WorktrailEvent[][] = [];
    const heard = (count: number) => expect.poll(() => packets.length).toBe(count);
    client.on("run:events", ({ events }) => packets.push(events));
    const ack = await watch(client, run_id);
    if (!ack.ok) throw new Error(ack.message);
    const journal = ack.events;
    const [{ tenant_id: organization_id } = { tenant_id: "" }] = journal;
    const send = (events: readonly WorktrailEvent[]) =>
      storage.notify(
        "worktrail_live",
        JSON.stringify({
          from: "another process",
          kind: "moved",
          runs: [
            {
              organization_id,
              run_id,
              first_seq: events[0]?.seq ?? 1,
              texts: events.map((event) => JSON.stringify(event)),
            },
          ],
        }),
      );
    const [head, tail] = [journal.slice(0, 2), journal.slice(2)];
    await send(tail);
    await send(head);
    await send(tail);
    await heard(3);
    const inOrder = reduceRun(journal);
    expect(reduceRun(packets.flat())).toEqual(inOrder);
    packets.length = 0;
    await send(tail.slice(-1));
    await heard(1);
    // What is behind a gap waits, and asking for what comes after the last event closes it.
    const known = reduceRun(head);
    expect(reduceRun(packets.flat(), known)).toBe(known);
    const missed = await pagesAfter(c, run_id, known?.last_seq ?? 0);
    expect(reduceRun([...packets.flat(), ...missed], known)).toEqual(inOrder);
    await c.mutate("runs.cancel", { run_id });
  });

  test("an event of a newer version reaches whoever watches as it is, and the run is told by what is known", async () => {
    const c = contract();
    const { storage } = c.server.deps;
    const run = await c.run(segment([transform("a", "1")]));
    const seq = run.last_seq + 1;
    const last = (await c.events(run.run_id)).at(-1);
    const newer = { ...last, seq, event_id: "newer", event_type: "segment.archived", payload: { shelf: 7 } };
    await storage.query(
      "insert into run_events (organization_id, run_id, seq, last_seq, events) values ($1, $2, $3, $3, $4)",
      [last?.tenant_id, run.run_id, seq, JSON.stringify([newer])],
    );
    await storage.query("update runs set last_seq = $2 where run_id = $1", [run.run_id, seq]);
    const ack = await watch(await socket(), run.run_id);
    expect(ack).toMatchObject({ ok: true, last_seq: seq });
    expect(ack.ok && ack.events.at(-1)).toEqual(newer);
    expect((await pagesAfter(c, run.run_id, run.last_seq)).at(-1)).toEqual(newer);
    const told = await c.query("runs.get", { run_id: run.run_id });
    expect(told).toMatchObject({ status: "completed", outputs: run.outputs, last_seq: seq });
  });

  test("an answer of 50 MB ends its step with a reason, one of 2 MB stands aside, and every packet stays small", {
    timeout: 60_000,
  }, async () => {
    const c = contract();
    const megabyte = "x".repeat(1_000_000);
    c.allowed.on("/huge", (_call, response) => {
      response.setHeader("content-type", "application/json");
      response.write('"');
      for (let index = 0; index < 50; index++) response.write(megabyte);
      response.end('"');
    });
    c.allowed.on("/large", (_call, response) => json(response, megabyte.repeat(2)));
    const fetching = (id: string) =>
      step(id, "http_action", { method: "GET", url: `${c.allowed.url}/${id}` });
    const run_id = await c.start(
      segment([approval, fetching("large"), fetching("huge")], ["ask.approved > large", "large > huge"]),
    );
    const client = await socket();
    const sizes: number[] = [];
    client.on("run:events", (message) => sizes.push(JSON.stringify(message).length));
    await c.until(run_id, ({ status }) => status === "waiting");
    const ack = await watch(client, run_id);
    await approve(c, run_id);
    const run = await c.until(run_id, ({ status }) => status === "failed");
    expect(run.steps).toMatchObject({ large: { status: "completed" }, huge: { status: "failed" } });
    expect(run.steps.huge?.error?.error_message).toMatch(/5 MB|too large/i);
    const events = await c.events(run_id);
    expect(events.find(({ stored }) => stored)?.stored?.[0]?.bytes).toBeGreaterThan(2_000_000);
    const again = await watch(client, run_id);
    for (const size of [...sizes, JSON.stringify(ack).length, JSON.stringify(again).length])
      expect(size).toBeLessThan(SMALL_PACKET);
    expect(sizes.length).toBeGreaterThan(0);
  });
});
