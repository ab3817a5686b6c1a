// Large values through a whole server: beside the journal, in the answers, and for those alone who may see the run.
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { expect, test } from "vitest";
import { segment, step, transform } from "../engine/testing/segments.ts";
import { signInAs } from "../testing/describe-server.ts";
import type { RunAnswer } from "../testing/until-run.ts";
import { type Contract, describeContract } from "./testing/describe-contract.ts";
import { json } from "./testing/local-server.ts";
import { connect, watch } from "./testing/socket.ts";

const TEXT = "é".repeat(300_000);

/** Steps that each fetch a text of so many characters, and one behind the first that tells how long it is. */
function fetching({ allowed }: Contract, size: number, ids: string[]) {
  for (const id of ids) allowed.on(`/${id}`, (_call, response) => json(response, [id.repeat(size)]));
  const steps = ids.map((id) => step(id, "http_action", { method: "GET", url: `${allowed.url}/${id}` }));
  return segment([...steps, transform("length", "size(data[0])")], [`${ids[0]} > length`]);
}

const places = ({ stored = [] }: { stored?: WorktrailEvent["stored"] }) => stored.map(({ path }) => path);
const ended = (c: Contract, run_id: string): Promise<RunAnswer> =>
  c.until(run_id, ({ status }) => status === "completed");

describeContract("large values", (contract) => {
  test("a value over 256 kB is null in the journal and on sockets, and whole in the run and for the next step", async () => {
    const c = contract();
    const same = segment(
      [transform("same", "data"), transform("length", "size(data.text)")],
      ["same > length"],
    );
    const run_id = await c.start(same, { text: TEXT });
    const run = await ended(c, run_id);
    expect(run).toMatchObject({ input: { text: TEXT }, outputs: { length: 300_000 }, stored: [] });
    expect(run.steps.same?.outputs).toEqual({ output: { text: TEXT } });
    expect(run.size).toMatchObject({ large: false, max_events: 50_000, max_bytes: 50_000_000 });
    expect(run.size.bytes).toBeGreaterThan(600_000);
    const events = await c.events(run_id);
    expect(JSON.stringify(events).length).toBeLessThan(5_000);
    const [started] = events;
    const same_ended = events.find(({ event_type }) => event_type === "step.completed");
    expect([places(started ?? {}), places(same_ended ?? {})]).toEqual([
      ["/payload/input"],
      ["/payload/outputs/output"],
    ]);
    expect(same_ended?.stored?.[0]?.hash).toBe(started?.stored?.[0]?.hash);
    const client = await connect(c.server.url);
    expect(await watch(client, run_id)).toMatchObject({ ok: true, events });
    client.close();
  });

  test("of many large values a few come with the run, and the rest one by one, to those who may see it", async () => {
    const c = contract();
    const run_id = await c.start(fetching(c, 1_200_000, ["a", "b", "c"]));
    const run = await ended(c, run_id);
    expect(run.outputs).toMatchObject({ length: 1_200_000 });
    expect(run.stored.length).toBeGreaterThan(0);
    expect(JSON.stringify(run).length).toBeLessThan(6_000_000);
    const [{ path = "", hash = "" } = {}] = run.stored.filter((one) => one.path.endsWith("/output"));
    const step_id = path.split("/")[2] ?? "";
    expect(run.steps[step_id]?.outputs?.output).toBeNull();
    const { value } = await c.query<{ value: string[] }>("runs.value", { run_id, hash });
    expect(value).toEqual([step_id.repeat(1_200_000)]);
    const stranger = await signInAs(c.server, "owner", "another organisation");
    const refused = await stranger.call("query", "runs.value", { run_id, hash });
    expect([refused.status, refused.error?.data.code]).toEqual([404, "NOT_FOUND"]);
    const other = await c.run(segment([transform("one", "1")]));
    const foreign = await c.call("query", "runs.value", { run_id: other.run_id, hash });
    expect(foreign.error?.data).toMatchObject({ code: "NOT_FOUND", path: "/hash" });
  });

  test("data that looks like a value kept aside stays the data that it is", async () => {
    const c = contract();
    const secret = await c.start(segment([transform("same", "data")]), { text: TEXT });
    const hash = (await c.events(secret))[0]?.stored?.[0]?.hash;
    const input = { stored: [{ path: "/payload/input", hash, bytes: 1 }], note: null };
    const run = await c.run(segment([transform("same", "data")]), input);
    expect(run).toMatchObject({ input, outputs: { same: input }, stored: [] });
  });
});
