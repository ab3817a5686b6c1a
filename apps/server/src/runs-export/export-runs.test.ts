import { journalExportPath, runsExportPath } from "@worktrail/shared/api/runs-export";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { reduceRun } from "@worktrail/shared/run/reduce";
import type { Segment } from "@worktrail/shared/segment/schema";
import { beforeAll, expect, test } from "vitest";
import { describeServer, signInAs } from "../testing/describe-server.ts";
import { TEST_TOKEN } from "../testing/server.ts";
import { untilRun } from "../testing/until-run.ts";

const greeting: Segment = {
  segment_id: "greet",
  name: "Greet",
  version: "1.0.0",
  steps: [{ step_id: "greet", step_type: "transform", config: { expression: "'Hello ' + data.name" } }],
};
type RunLine = { kind: string; run: { run_id: string; status: string }; events: WorktrailEvent[] };

describeServer("files of runs", (server) => {
  const authorization = `Bearer ${TEST_TOKEN}`;
  const get = async (path: string, headers: Record<string, string> = { authorization }) => {
    const response = await server().fetch(path, { headers });
    const text = await response.text();
    return {
      response,
      text,
      lines: () =>
        text
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line)),
    };
  };
  const start = async (input: object) => {
    const { data } = await server().call("mutation", "runs.start", { segment: greeting, input });
    return (await untilRun(server(), (data as { run_id: string }).run_id)).run_id;
  };
  const journal = async (run_id: string) =>
    ((await server().call("query", "runs.events", { run_id })).data as { events: WorktrailEvent[] }).events;

  const ids = { ada: "", bob: "", failed: "" };
  beforeAll(async () => {
    ids.ada = await start({ name: "Ada\nLovelace \u2028 \ud800" });
    ids.bob = await start({ name: "Bob" });
    ids.failed = await start({ name: 7 });
  });

  test("hold the journal of one run, an event a line", async () => {
    const { response, lines } = await get(journalExportPath(ids.ada));
    expect(response.headers.get("content-type")).toContain("application/x-ndjson");
    expect(response.headers.get("content-disposition")).toContain(`greet-${ids.ada}.jsonl`);
    expect(lines()).toEqual(await journal(ids.ada));
  });

  test("hold many runs by name with their events, in the order asked for, and say that they are whole", async () => {
    const [bob, ada, end] = (await get(runsExportPath({ run_ids: [ids.bob, ids.ada] }))).lines() as [
      RunLine,
      RunLine,
      unknown,
    ];
    expect([bob.run.run_id, ada.run.run_id]).toEqual([ids.bob, ids.ada]);
    expect(ada.events).toEqual(await journal(ids.ada));
    expect(end).toEqual({ kind: "end", runs: 2, complete: true });
  });

  test("hold what fits a filter, newest first", async () => {
    const lines = (await get(runsExportPath({ filter: { segment_id: "greet" } }))).lines() as RunLine[];
    expect(lines.map((line) => line.run?.run_id)).toEqual([ids.failed, ids.bob, ids.ada, undefined]);
    const path = runsExportPath({
      filter: { text: "Bob", status: ["completed", "failed"], trigger: "api" },
    });
    const found = (await get(path)).lines() as RunLine[];
    expect(found.map((line) => line.run?.run_id)).toEqual([ids.bob, undefined]);
    expect((await get(runsExportPath({ filter: { text: "nobody" } }))).lines()).toEqual([
      { kind: "end", runs: 0, complete: true },
    ]);
  });

  test("are whole by themselves: large values stand in place, and a file folds to the run that it is of", async () => {
    const name = "é".repeat(300_000);
    const run_id = await start({ name });
    expect(JSON.stringify(await journal(run_id)).length).toBeLessThan(10_000);
    const events = (await get(journalExportPath(run_id))).lines() as WorktrailEvent[];
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.filter(({ stored }) => stored !== undefined)).toEqual([]);
    expect(reduceRun(events)).toMatchObject({ input: { name }, outputs: { greet: `Hello ${name}` } });
    const [many] = (await get(runsExportPath({ run_ids: [run_id, ids.ada] }))).lines() as [RunLine];
    expect(many.events).toEqual(events);
    const { storage } = server().deps;
    await storage.query("delete from run_values where run_id = $1", [run_id]);
    const rest = (await get(journalExportPath(run_id))).lines();
    expect(rest).toEqual(await journal(run_id));
  });

  test("are refused to nobody known, to another organisation and for what cannot be asked", async () => {
    expect((await get(journalExportPath(ids.ada), {})).response.status).toBe(401);
    expect((await get(journalExportPath(ids.ada), { authorization: "Bearer wrong" })).response.status).toBe(
      401,
    );
    const stranger = await signInAs(server(), "owner", "another organisation");
    const asStranger = { cookie: stranger.cookie };
    for (const path of [journalExportPath(ids.ada), runsExportPath({ run_ids: [ids.ada, ids.bob] })]) {
      const { response, text } = await get(path, asStranger);
      expect([response.status, text.includes("NOT_FOUND"), text.includes("Lovelace")]).toEqual([
        404,
        true,
        false,
      ]);
    }
    expect((await get(runsExportPath({ filter: {} }), asStranger)).lines()).toEqual([
      { kind: "end", runs: 0, complete: true },
    ]);
    for (const query of [
      "form=journal",
      `form=journal&run_id=${ids.ada}&run_id=${ids.bob}`,
      "status=odd",
      "organization_id=x",
    ]) {
      expect((await get(`/api/runs/export?${query}`)).response.status).toBe(400);
    }
    const viewer = await signInAs(server(), "viewer");
    expect((await get(journalExportPath(ids.ada), { cookie: viewer.cookie })).response.status).toBe(200);
  });
});
