import { runsExportPath } from "@worktrail/shared/api/runs-export";
import type { Segment, Step } from "@worktrail/shared/segment/schema";
import { expect, test } from "vitest";
import { describeServer, signInAs } from "../testing/describe-server.ts";
import { TEST_TOKEN } from "../testing/server.ts";
import { untilRun } from "../testing/until-run.ts";

const twice: Segment = {
  segment_id: "twice",
  name: "Twice",
  version: "1.0.0",
  steps: [{ step_id: "double", step_type: "transform", config: { expression: "data * 2" } }],
};
const each: Step = {
  step_id: "each",
  step_type: "sub_segment",
  config: { segment_id: "twice", mode: "for_each" },
};
const parent: Segment = { ...twice, segment_id: "parent", name: "Parent", steps: [each] };

describeServer("runs that another run started", (server) => {
  const ask = (procedure: string, input: object) => server().call("query", procedure, input);
  const change = (procedure: string, input: object) => server().call("mutation", procedure, input);
  const start = async () => {
    await change("segments.save", { segment: twice });
    await change("segments.save", { segment: parent });
    const { data } = await change("runs.start", { segment_id: "parent", input: [1, 2, 3] });
    const { run_id } = data as { run_id: string };
    await untilRun(server(), run_id, ({ status }) => status === "completed");
    return run_id;
  };

  type Costs = { cost_usd: number | null; sub_runs: unknown };
  const exported = async (chosen: Parameters<typeof runsExportPath>[0]) => {
    const headers = { authorization: `Bearer ${TEST_TOKEN}` };
    const [line = ""] = (await (await server().fetch(runsExportPath(chosen), { headers })).text()).split(
      "\n",
    );
    return (JSON.parse(line) as { run: Costs }).run;
  };

  test("cost what they cost on top of what their parent costs, in a list, a file and the run itself", async () => {
    const run_id = await start();
    const { storage } = server().deps;
    const told = async () => {
      const { runs } = (await ask("runs.list", { run_ids: [run_id] })).data as { runs: Costs[] };
      const run = (await ask("runs.get", { run_id })).data as Costs;
      const { cost_usd, sub_runs } = run;
      expect(runs[0]).toMatchObject({ cost_usd, sub_runs });
      expect(await exported({ run_ids: [run_id] })).toMatchObject({ cost_usd, sub_runs });
      expect(await exported({ filter: { segment_id: "parent" } })).toMatchObject({ cost_usd, sub_runs });
      return run;
    };
    expect(await told()).toMatchObject({
      cost_usd: null,
      sub_runs: { count: 3, cost_usd: null, whole: true },
    });
    await storage.query("update runs set cost_usd = 0.25 where parent_run_id = $1", [run_id]);
    await storage.query("update runs set cost_usd = 1 where run_id = $1", [run_id]);
    await storage.query(
      `insert into runs (run_id, organization_id, project_id, segment_id, status, started_by, parent_run_id, cost_usd)
       select 'run_grandchild', organization_id, project_id, segment_id, status, started_by, run_id, 4
       from runs where parent_run_id = $1 and iteration = 2`,
      [run_id],
    );
    expect(await told()).toMatchObject({ cost_usd: 1, sub_runs: { count: 4, cost_usd: 4.75, whole: true } });
    const children = (await ask("runs.list", { parent_run_id: run_id })).data as { runs: Costs[] };
    expect(children.runs.map(({ sub_runs }) => sub_runs).filter((one) => one !== null)).toEqual([
      { count: 1, cost_usd: 4, whole: true },
    ]);
    await storage.query("delete from runs where run_id = 'run_grandchild'");
  });

  test("are told with the step that started them, and know where they come from", async () => {
    const run_id = await start();
    const run = (await ask("runs.get", { run_id })).data as {
      parent: unknown;
      outputs: unknown;
      steps: Record<
        string,
        { children: { run_id: string }[]; children_count: number; children_total: number }
      >;
    };
    expect(run).toMatchObject({ parent: null, outputs: { each: [2, 4, 6] } });
    const children = run.steps.each?.children ?? [];
    expect(run.steps.each).toMatchObject({ children_count: 3, children_total: 3 });
    expect(children).toEqual(
      [1, 2, 3].map((iteration) => ({ run_id: expect.any(String), iteration, status: "completed" })),
    );
    const child = await ask("runs.get", { run_id: children[1]?.run_id });
    expect(child.data).toMatchObject({
      segment_id: "twice",
      parent: { run_id, step_id: "each", iteration: 2 },
      outputs: { double: 4 },
    });
  });

  test("stay out of the list of runs unless their parent is asked for", async () => {
    const run_id = await start();
    const listed = async (input: object) =>
      ((await ask("runs.list", input)).data as { runs: { segment_id: string; parent: unknown }[] }).runs;
    expect((await listed({ segment_id: "twice" })).length).toBe(0);
    expect((await listed({ segment_id: "parent" })).length).toBeGreaterThan(0);
    const children = await listed({ parent_run_id: run_id });
    expect(children).toHaveLength(3);
    expect(children[0]).toMatchObject({ segment_id: "twice", parent: { run_id, step_id: "each" } });
    const stranger = await signInAs(server(), "owner", "another organisation");
    const { data } = await stranger.call("query", "runs.list", { parent_run_id: run_id });
    expect(data).toMatchObject({ runs: [] });
  });

  test("are asked for by nothing but the id of a run", async () => {
    expect((await ask("runs.list", { parent_run_id: "" })).error).toMatchObject({
      data: { code: "BAD_REQUEST" },
    });
    expect((await ask("runs.list", { parent: "x" })).error).toMatchObject({ data: { code: "BAD_REQUEST" } });
  });
});
