import { ComparePage } from "../pages/compare-page.ts";
import { seriousViolations } from "../support/axe.ts";
import { expect, test } from "../support/test.ts";

const edge = (source_step: string, source_port: string, target_step: string) => ({
  source_step,
  source_port,
  target_step,
  target_port: "input",
});

const orders = (base_url: string) => ({
  segment_id: "compared_orders",
  name: "Compared orders",
  version: "1.0.0",
  steps: [
    {
      step_id: "prepare",
      step_type: "transform",
      name: "Prepare",
      config: { expression: "{'total': data.total, 'currency': 'EUR'}" },
      position: { x: 0, y: 0 },
    },
    {
      step_id: "large",
      step_type: "condition",
      name: "Large order?",
      config: { expression: "data.total > 100" },
      position: { x: 320, y: 0 },
    },
    {
      step_id: "book",
      step_type: "http_action",
      name: "Book it",
      config: { method: "GET", url: `${base_url}/demo/flaky?key=comparing&fail=1` },
      position: { x: 640, y: -100 },
    },
    {
      step_id: "keep",
      step_type: "transform",
      name: "Keep it",
      config: { expression: "data" },
      position: { x: 640, y: 100 },
    },
  ],
  edges: [edge("prepare", "output", "large"), edge("large", "true", "book"), edge("large", "false", "keep")],
});

test("a run that failed is compared with what became of it, and with a run of another input", async ({
  page,
  run,
  server,
}) => {
  const compare = new ComparePage(page);
  const segment = orders(server.url);
  await server.call("mutation", "segments.save", { segment });
  const first = await server.call<{ run_id: string }>("mutation", "runs.start", {
    segment_id: segment.segment_id,
    input: { total: 250 },
  });
  await run.open(first.run_id);
  await run.is("failed");

  await test.step("after a retry, with what it was before", async () => {
    await run.button("Retry from failed step").click();
    await run.is("completed");
    await run.button("Compare with…").click();
    await page.getByRole("menuitem", { name: "What it was before its retry" }).click();
    await expect(compare.side("A")).toHaveAttribute("data-compared-status", "failed");
    await expect(compare.side("A")).toContainText("As it was after event");
    await expect(compare.side("B")).toHaveAttribute("data-compared-status", "completed");
    await expect(compare.row("book")).toHaveAttribute("data-differs", "true");
    await expect(compare.row("prepare")).toBeHidden();
    await compare.toggle("book").click();
    await expect(compare.row("book")).toContainText("Only run A failed here.");
    await expect(compare.onCard("book")).toHaveText(/Failed.*Completed/);
  });

  await test.step("with a run of another input, which went another way", async () => {
    const second = await server.call<{ run_id: string }>("mutation", "runs.rerun", {
      run_id: first.run_id,
      input: { total: 50 },
    });
    await run.open(second.run_id);
    await run.is("completed");
    await run.button("Compare with…").click();
    await page.locator(`[role=menuitem][data-run-id="${first.run_id}"]`).click();
    await expect(compare.side("B")).toHaveAttribute("data-compared-run", second.run_id);
    await expect(compare.onlyEdge("large.true>book.input")).toHaveAttribute("data-side", "left");
    await expect(compare.onlyEdge("large.false>keep.input")).toHaveAttribute("data-side", "right");
    await expect(compare.onCard("keep")).toHaveText(/Skipped.*Completed/);
    await expect(compare.row("large")).toContainText("path");
  });

  await test.step("the differences one by one, each with its places in the JSON", async () => {
    await page.keyboard.press("n");
    const outputs = compare.row("prepare").getByRole("list", { name: "Differences of outputs output" });
    await expect(outputs.getByRole("listitem")).toHaveText(/totalchanged.*A250.*B50/s);
    await expect(outputs).not.toContainText("currency");
    await page.keyboard.press("n");
    await expect(compare.row("large").getByRole("table")).toContainText("Went on by");
    expect(await seriousViolations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await seriousViolations(page)).toEqual([]);
    await page.keyboard.press("p");
    await expect(outputs).toBeVisible();
  });

  await test.step("swapped, what was A is B", async () => {
    await page.getByRole("link", { name: "Swap A and B" }).click();
    await expect(compare.side("B")).toHaveAttribute("data-compared-run", first.run_id);
    await expect(compare.onlyEdge("large.true>book.input")).toHaveAttribute("data-side", "right");
  });

  await test.step("a run that is not there is told as such, and a run does not differ from itself", async () => {
    await compare.open(first.run_id, "nothing");
    await expect(page.getByRole("alert")).toContainText("Run B does not exist");
    await compare.open(first.run_id, first.run_id);
    await expect(page.getByRole("heading", { name: "Both sides are the same run" })).toBeVisible();
    await page.getByRole("link", { name: "Compare before and after its retry" }).click();
    await expect(compare.side("A")).toHaveAttribute("data-compared-status", "failed");
  });
});
