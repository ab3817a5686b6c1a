import { TimelinePanel } from "../pages/timeline-panel.ts";
import { expect, test } from "../support/test.ts";

const http = (step_id: string, name: string, url: string, x: number) => ({
  step_id,
  step_type: "http_action",
  name,
  config: { method: "GET", url },
  position: { x, y: 0 },
});
const edge = (source_step: string, source_port: string, target_step: string) => ({
  source_step,
  source_port,
  target_step,
  target_port: "input",
});

test("the timeline of a run tells retry, waiting and failure apart, and leads to each step", async ({
  page,
  run,
  server,
}) => {
  const timeline = new TimelinePanel(page);
  const details = page.getByRole("region", { name: "Step", exact: true });
  const prices = http("prices", "Read prices", `${server.url}/demo/flaky?key=timeline&fail=1`, 0);
  const segment = {
    segment_id: "in_time",
    name: "In time",
    version: "1.0.0",
    steps: [
      { ...prices, retry: { max_attempts: 2, delay_seconds: 0.2 } },
      {
        step_id: "ask",
        step_type: "human_task",
        name: "Ask",
        config: { task_type: "approval", title: "Go on?" },
        position: { x: 320, y: 0 },
      },
      http("book", "Book it", `${server.url}/demo/status/400`, 640),
    ],
    edges: [edge("prices", "output", "ask"), edge("ask", "approved", "book")],
  };
  const { run_id } = await server.call<{ run_id: string }>("mutation", "runs.start", { segment, input: {} });

  await test.step("while it waits, the attempts and the wait are bars of their own", async () => {
    await run.open(run_id);
    await run.stepIs("ask", "waiting");
    await timeline.show();
    await expect(timeline.row("Read prices")).toHaveAccessibleName(/Completed, 2 attempts/);
    await expect(timeline.bar("Read prices", /^ran .*, failed, tried again.*attempt 1 of 2$/)).toBeVisible();
    await expect(timeline.bar("Read prices", /^waited to try again/)).toBeVisible();
    await expect(timeline.bar("Read prices", /^ran .*, completed; attempt 2 of 2$/)).toBeVisible();
    await expect(timeline.bar("Ask", /^waiting for a person for/)).toBeVisible();
    await expect(timeline.path).toHaveText("The critical path is known when the run has ended.");
  });

  await test.step("after the answer it fails, and the path says where the time went", async () => {
    await run.step("ask").getByRole("button", { name: "Approve", exact: true }).click();
    await run.is("failed");
    await expect(timeline.bar("Ask", /answered: approved/)).toBeVisible();
    await expect(timeline.row("Book it")).toHaveAccessibleName(/Failed.*on the critical path/);
    await expect(timeline.path).toHaveText(/^Critical path: 3 steps, .*waiting/);
  });

  await test.step("a click and the keys select steps", async () => {
    await timeline.row("Book it").click();
    await expect(timeline.row("Book it")).toHaveAttribute("aria-selected", "true");
    await expect(details.getByRole("heading", { name: "Book it", exact: true })).toBeVisible();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await expect(timeline.row("Ask")).toHaveAttribute("aria-selected", "true");
    await expect(details.getByRole("heading", { name: "Ask", exact: true })).toBeVisible();
  });
});
