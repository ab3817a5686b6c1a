import { expect, test } from "../support/test.ts";

const slow = (base_url: string, ms: number) => ({
  segment_id: "slow_one",
  name: "Slow one",
  version: "1.0.0",
  steps: [
    {
      step_id: "wait",
      step_type: "http_action",
      config: { url: `${base_url}/demo/slow?ms=${ms}`, method: "GET" },
    },
    { step_id: "answer", step_type: "llm_agent", config: { model: "demo/echo" } },
  ],
  edges: [{ source_step: "wait", source_port: "output", target_step: "answer", target_port: "input" }],
});

test("reloading in the middle of a run loses nothing and shows the same", async ({ page, run, server }) => {
  const { run_id } = await server.call<{ run_id: string }>("mutation", "runs.start", {
    segment: slow(server.url, 12_000),
    input: {},
  });
  await run.open(run_id);
  await run.stepIs("wait", "running");
  await page.reload();
  await run.stepIs("wait", "running");
  await run.stepIs("answer", "completed");
  await run.is("completed");
  const before = await run.statuses();
  await page.reload();
  await run.is("completed");
  await expect.poll(() => run.statuses()).toEqual(before);
});

test("losing the connection in the middle of a run shows every step once it is back", async ({
  context,
  run,
  server,
}) => {
  const { run_id } = await server.call<{ run_id: string }>("mutation", "runs.start", {
    segment: slow(server.url, 6_000),
    input: {},
  });
  await run.open(run_id);
  await run.stepIs("wait", "running");
  await context.setOffline(true);
  await expect
    .poll(async () => (await server.call<{ status: string }>("query", "runs.get", { run_id })).status, {
      timeout: 20_000,
    })
    .toBe("completed");
  await run.stepIs("wait", "running");
  await context.setOffline(false);
  await run.is("completed");
  await run.stepIs("answer", "completed");
});

for (const death of ["down", "kill"] as const) {
  test(`a task waits through a server that goes away by ${death}, and is approved afterwards`, async ({
    page,
    run,
    server,
  }) => {
    const { run_id } = await server.call<{ run_id: string }>("mutation", "runs.start", {
      segment_id: "refund_approval",
      input: { order_id: "SO-1", customer: "Ada", amount: 80 },
    });
    await run.open(run_id);
    const waiting = page.locator('[data-step-type="human_task"][data-status="waiting"]');
    await expect(waiting).toBeVisible();
    await server[death]();
    await server.up();
    await page.reload();
    await expect(waiting).toBeVisible();
    await waiting.getByRole("button", { name: "Approve", exact: true }).click();
    await run.is("completed");
  });
}
