import { ComparePage } from "../pages/compare-page.ts";
import { expect, test } from "../support/test.ts";

const at = (x: number, y = 0) => ({ position: { x, y } });
const edge = (source_step: string, source_port: string, target_step: string) => ({
  source_step,
  source_port,
  target_step,
  target_port: "input",
});

/** Reads prices at the second try, skips what is too dear, asks a person, and fails to book the first time. */
const booking = (base_url: string) => ({
  segment_id: "book_a_room",
  name: "Book a room",
  version: "1.0.0",
  steps: [
    {
      step_id: "prices",
      step_type: "http_action",
      name: "Read prices",
      config: { method: "GET", url: `${base_url}/demo/flaky?key=everything-prices&fail=1` },
      retry: { max_attempts: 2, delay_seconds: 0.1 },
      ...at(0),
    },
    {
      step_id: "dear",
      step_type: "condition",
      name: "Too dear?",
      config: { expression: "data.attempt > 100" },
      ...at(300),
    },
    {
      step_id: "search",
      step_type: "transform",
      name: "Search on",
      config: { expression: "data" },
      ...at(600, -120),
    },
    {
      step_id: "ask",
      step_type: "human_task",
      name: "Ask",
      config: { task_type: "approval", title: "Book it?" },
      ...at(600, 120),
    },
    {
      step_id: "book",
      step_type: "http_action",
      name: "Book",
      config: { method: "GET", url: `${base_url}/demo/flaky?key=everything-book&fail=1` },
      ...at(900, 120),
    },
    {
      step_id: "tell",
      step_type: "transform",
      name: "Tell",
      config: { expression: "'A room with marmalade for ' + run.input.guest" },
      ...at(1200, 120),
    },
  ],
  edges: [
    edge("prices", "output", "dear"),
    edge("dear", "true", "search"),
    edge("dear", "false", "ask"),
    edge("ask", "approved", "book"),
    edge("book", "output", "tell"),
  ],
});

type Events = { events: { seq: number; event_type: string }[] };

test("a run is watched, scrubbed, retried from the failed step, compared and found again", async ({
  page,
  run,
  server,
}) => {
  const segment = booking(server.url);
  await server.call("mutation", "segments.save", { segment });
  const { run_id } = await server.call<{ run_id: string }>("mutation", "runs.start", {
    segment_id: segment.segment_id,
    input: { guest: "Ada" },
  });
  const slider = page.getByRole("slider", { name: "Moment" });

  await test.step("watch: a retry, a skip, a person who is waited for, a failure", async () => {
    await run.open(run_id);
    await run.stepIs("ask", "waiting");
    await run.stepIs("prices", "completed");
    await run.stepIs("search", "skipped");
    await run.is("waiting");
    await run.step("ask").getByRole("button", { name: "Approve", exact: true }).click();
    await run.stepIs("book", "failed");
    await run.stepIs("tell", "pending");
    await run.is("failed");
  });

  await test.step("scrub: back to the moment between the two attempts, and to the end", async () => {
    const { events } = await server.call<Events>("query", "runs.events", { run_id });
    const retrying = events.find(({ event_type }) => event_type === "step.retrying")?.seq ?? 0;
    await slider.focus();
    await page.keyboard.press("Home");
    await expect(slider).toHaveAttribute("aria-valuetext", `Event 1 of ${events.length}`);
    await run.stepIs("prices", "pending");
    for (let seq = 1; seq < retrying; seq++) await page.keyboard.press(".");
    await expect(slider).toHaveAttribute("aria-valuetext", `Event ${retrying} of ${events.length}`);
    await run.stepIs("prices", "retrying");
    await run.stepIs("ask", "pending");
    await page.keyboard.press("End");
    await run.stepIs("book", "failed");
  });

  await test.step("retry from the failed step", async () => {
    await run.button("Retry from failed step").click();
    await run.is("completed");
    await run.stepIs("tell", "completed");
    // The step that was answered is still selected.
    await page.getByRole("button", { name: "Show the result" }).click();
    const result = page.getByRole("region", { name: "Result", exact: true });
    await expect(result).toContainText("A room with marmalade for Ada");
  });

  await test.step("compare what it was with what it became", async () => {
    const compare = new ComparePage(page);
    await run.button("Compare with…").click();
    await page.getByRole("menuitem", { name: "What it was before its retry" }).click();
    await expect(compare.side("A")).toHaveAttribute("data-compared-status", "failed");
    await expect(compare.side("B")).toHaveAttribute("data-compared-status", "completed");
    for (const step_id of ["book", "tell"])
      await expect(compare.row(step_id)).toHaveAttribute("data-differs", "true");
    for (const step_id of ["prices", "search", "ask"]) await expect(compare.row(step_id)).toHaveCount(0);
    await compare.toggle("tell").click();
    await expect(compare.row("tell")).toContainText("A room with marmalade for Ada");
  });

  await test.step("find it on the runs page by a word in its output", async () => {
    await page.goto("/runs");
    const search = page.getByRole("searchbox", { name: "Search in input, output and error" });
    await search.fill("no such word in any run");
    await search.press("Enter");
    const found = page.locator(`[data-run-id="${run_id}"]`);
    await expect(found).toBeHidden();
    await search.fill("marmalade");
    await search.press("Enter");
    await expect(found).toHaveAttribute("data-status", "completed");
    await found.getByRole("link", { name: /^Book a room, run/ }).click();
    await run.is("completed");
  });
});
