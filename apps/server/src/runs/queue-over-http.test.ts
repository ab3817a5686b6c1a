// What scripts and pages see of priorities, of a server that has too much to do, and of runs it had to give up.
import { AppError } from "@worktrail/shared/errors";
import { expect, test, vi } from "vitest";
import { chain } from "../engine/testing/segments.ts";
import { describeServer, signInAs } from "../testing/describe-server.ts";
import { TEST_TOKEN } from "../testing/server.ts";
import { untilRun } from "../testing/until-run.ts";

describeServer("The queue over HTTP", (server) => {
  const start = async (config: object) => {
    const input = { segment: chain(2), input: 1, config };
    const { data, ...rest } = await server().call("mutation", "runs.start", input);
    return { ...rest, run_id: (data as { run_id: string } | undefined)?.run_id ?? "" };
  };
  const deadLetters = async (call = server().call) => {
    const { data } = await call("query", "runs.list", { dead_letter: true });
    return (data as { runs: { run_id: string }[] }).runs;
  };

  test("a run keeps the priority that it is started with; one that there is not is refused at its place", async () => {
    const { run_id } = await start({ priority: "critical" });
    expect(await untilRun(server(), run_id)).toMatchObject({
      status: "completed",
      priority: "critical",
      config: { priority: "critical" },
    });
    const usual = await untilRun(server(), (await start({})).run_id);
    expect(usual).toMatchObject({ priority: "normal", dead_letter: false });
    const { data } = await server().call("query", "runs.list", { limit: 2 });
    expect((data as { runs: { priority: string }[] }).runs.map(({ priority }) => priority)).toEqual([
      "normal",
      "critical",
    ]);
    expect(await start({ priority: "urgent" })).toMatchObject({
      status: 400,
      error: { data: { path: "/config/priority" } },
    });
  });

  test("a start that is one too many is answered with 429, a sentence and when to try again", async () => {
    const refusal = new AppError("OVERLOADED", "More runs are waiting than this server takes on.", {
      data: { retry_after_seconds: 5 },
    });
    const startRun = vi.spyOn(server().deps.engine, "startRun").mockRejectedValueOnce(refusal);
    const response = await server().fetch("/trpc/runs.start", {
      method: "POST",
      headers: { authorization: `Bearer ${TEST_TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify({ segment: chain(2), input: 1 }),
    });
    startRun.mockRestore();
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "5"]);
    expect(await response.json()).toMatchObject({
      error: { message: refusal.message, data: { code: "OVERLOADED", details: { retry_after_seconds: 5 } } },
    });
    const fine = await server().fetch("/healthz");
    expect(fine.headers.get("retry-after")).toBeNull();
  });

  test("a run that ends every process is listed as a dead letter until somebody retries it", {
    timeout: 30_000,
  }, async () => {
    const { run_id: model } = await start({});
    await untilRun(server(), model);
    const run_id = "run_poison";
    await server().deps.storage.query(
      `insert into runs (run_id, organization_id, project_id, segment_id, document, status, input, config, started_by,
         claim_id, taken_seq, takeovers)
       select $2, organization_id, project_id, segment_id, document, 'queued', input, config, started_by, 'dead', 0, 5
       from runs where run_id = $1`,
      [model, run_id],
    );
    const run = await untilRun(server(), run_id);
    expect(run).toMatchObject({ status: "failed", dead_letter: true, error: { error_code: "POISON_RUN" } });
    expect(await deadLetters()).toMatchObject([{ run_id, error: { error_code: "POISON_RUN" } }]);
    // As read a moment before it ended, while its journal is read after that.
    const row = (dead_letter: boolean) =>
      server().deps.storage.query("update runs set dead_letter = $2 where run_id = $1", [
        run_id,
        dead_letter,
      ]);
    await row(false);
    expect(await untilRun(server(), run_id)).toMatchObject({ status: "failed", dead_letter: true });
    await row(true);
    const stranger = await signInAs(server(), "owner", "another organisation");
    expect(await deadLetters(stranger.call)).toEqual([]);

    expect((await server().call("mutation", "runs.retry", { run_id })).status).toBe(200);
    expect(await deadLetters()).toEqual([]);
    await expect
      .poll(async () => (await server().call("query", "runs.get", { run_id })).data, { timeout: 10_000 })
      .toMatchObject({ status: "completed", dead_letter: false, outputs: { s2: 3 } });
  });
});
