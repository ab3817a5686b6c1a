import { fileURLToPath } from "node:url";
import { expect, test } from "../support/test.ts";

const PICTURE = fileURLToPath(new URL("../../docs/images/run.png", import.meta.url));

/** What each shipped example shows once it has run, without a key and without the internet. */
const examples = [
  { segment_id: "data_pipeline", completed: ["fetch", "transform", "analyze"] },
  { segment_id: "order_check", completed: [] },
  { segment_id: "message_desk", completed: [] },
];

for (const { segment_id, completed } of examples) {
  test(`the example ${segment_id} runs to its end from the editor`, async ({ page, editor, run }) => {
    await editor.open(segment_id);
    await editor.run.click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /run|start/i })
      .click();
    await page.waitForURL("**/runs/*");
    await run.is("completed");
    for (const step_id of completed) await run.stepIs(step_id, "completed");
    await expect
      .poll(async () => {
        const statuses = Object.values(await run.statuses());
        return statuses.length > 0 && statuses.every((status) => /^(completed|skipped)$/.test(status));
      })
      .toBe(true);
  });
}

test("a branch that was not taken is shown as skipped, with its edges dead", async ({
  page,
  run,
  server,
}) => {
  const { run_id } = await server.call<{ run_id: string }>("mutation", "runs.start", {
    segment_id: "order_check",
    input: {},
  });
  await run.open(run_id);
  await run.is("completed");
  await expect(page.locator('[data-step-type][data-status="skipped"]')).toHaveCount(1);
  await expect(page.locator('[data-edge-state="dead"]').first()).toBeAttached();
  await expect(page.locator('[data-edge-state="live"]').first()).toBeAttached();
});

test("tokens of a model stream onto its node, and a simulation says that it is one", async ({
  page,
  run,
  server,
}) => {
  const { run_id } = await server.call<{ run_id: string }>("mutation", "runs.start", {
    segment: {
      segment_id: "long_answer",
      name: "Long answer",
      version: "1.0.0",
      steps: [
        // The page is there before the answer begins.
        { step_id: "wait", step_type: "human_task", config: { task_type: "approval", title: "Begin?" } },
        {
          step_id: "say",
          step_type: "llm_agent",
          config: { model: "demo/echo", prompt: "{{ run.input.text }}" },
        },
      ],
      edges: [{ source_step: "wait", source_port: "approved", target_step: "say", target_port: "input" }],
    },
    input: { text: "The quick brown fox jumps over the lazy dog. ".repeat(40) },
  });
  // The answer to `run:watch`: from then on the page hears what streams.
  const watched = new Promise<void>((resolve) =>
    page.on("websocket", (socket) =>
      socket.on("framereceived", ({ payload }) => {
        if (/^43\d+\[/.test(String(payload)) && String(payload).includes('"last_seq"')) resolve();
      }),
    ),
  );
  await run.open(run_id);
  await run.stepIs("wait", "waiting");
  await watched;
  // Looked at on every frame: the text is there only while it streams.
  const streamed = page.waitForFunction(
    () => document.querySelector('[data-step-id="say"]')?.textContent?.includes("quick brown fox"),
    undefined,
    { polling: "raf", timeout: 20_000 },
  );
  const { tasks } = await server.call<{ tasks: { task_id: string }[] }>("query", "tasks.list", { run_id });
  await server.call("mutation", "tasks.respond", { task_id: tasks[0]?.task_id, action: "approved" });
  await streamed;
  await run.is("completed");
  await expect(run.step("say")).toContainText(/simulat/i);
});

test("a run that waits for a person is answered from the inbox", async ({ page, run, server }) => {
  const { run_id } = await server.call<{ run_id: string }>("mutation", "runs.start", {
    segment_id: "refund_approval",
    input: { customer: "Inbox Ltd" },
  });
  await run.open(run_id);
  await run.stepIs("approval", "waiting");
  await run.step("approval").click();
  await expect(page.getByRole("button", { name: "Approve", exact: true }).first()).toBeVisible();
  if (process.env.UPDATE_PICTURES) await page.screenshot({ path: PICTURE });
  await page.goto("/inbox");
  await page
    .getByText(/Inbox Ltd/)
    .first()
    .click();
  await page.waitForURL("**/inbox/*");
  await page.getByRole("button", { name: "Reject", exact: true }).first().click();
  await run.open(run_id);
  await run.is("completed");
  await run.stepIs("decline", "completed");
  await run.stepIs("pay_back", "skipped");
});
