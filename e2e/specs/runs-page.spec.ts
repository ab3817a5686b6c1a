import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { RunsPage } from "../pages/runs-page.ts";
import { expect, test } from "../support/test.ts";

const segment = (segment_id: string, name: string, step: object) => ({
  segment_id,
  name,
  version: "1.0.0",
  steps: [step],
});
const greet = segment("greet_runs", "Greet people", {
  step_id: "greet",
  step_type: "transform",
  config: { expression: "'Hello ' + data.name" },
});
const ask = segment("ask_runs", "Ask somebody", {
  step_id: "ask",
  step_type: "human_task",
  config: { task_type: "approval", title: "Is that right?" },
});

async function linesOf(page: Page, press: () => Promise<void>): Promise<Record<string, unknown>[]> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  const text = await readFile(await download.path(), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

test("runs are found, filtered, followed, cancelled together, compared and taken away", async ({
  page,
  server,
}) => {
  const start = async (segment_id: string, input: object) => {
    const run = { segment_id, input };
    return (await server.call<{ run_id: string }>("mutation", "runs.start", run)).run_id;
  };
  for (const one of [greet, ask]) await server.call("mutation", "segments.save", { segment: one });
  const ada = await start("greet_runs", { name: "Ada Lovelace" });
  const bob = await start("greet_runs", { name: "Bob" });
  const failed = await start("greet_runs", { name: 7 });
  const waiting = [await start("ask_runs", {}), await start("ask_runs", {})];
  const runs = new RunsPage(page);
  await runs.open();

  await test.step("by a word in the output", async () => {
    await runs.search.fill("hello ada");
    await runs.shows([ada]);
    await expect(page).toHaveURL(/q=hello/);
    await runs.search.fill("no such word");
    await expect(page.getByRole("heading", { name: "No run fits this filter" })).toBeVisible();
    await page.getByRole("button", { name: "Clear all" }).click();
    await expect(runs.row(bob)).toBeVisible();
  });

  await test.step("by statuses and by segment, also after a reload", async () => {
    await page.getByRole("combobox", { name: "Segment" }).click();
    await page.getByRole("option", { name: "Greet people" }).click();
    await runs.shows([ada, bob, failed]);
    await expect(runs.status("Completed")).toHaveText(/2$/);
    await runs.status("Failed").click();
    await runs.shows([failed]);
    await runs.status("Completed").click();
    await runs.shows([ada, bob, failed]);
    await page.reload();
    await expect(runs.status("Failed")).toHaveAttribute("aria-pressed", "true");
    await runs.shows([ada, bob, failed]);
  });

  await test.step("two of a segment lead to their comparison", async () => {
    await runs.row(ada).getByRole("checkbox").click();
    await runs.row(bob).getByRole("checkbox").click();
    await expect(runs.selected.getByRole("link", { name: "Compare" })).toHaveAttribute(
      "href",
      `/runs/compare?left=${ada}&right=${bob}`,
    );
  });

  await test.step("one by its journal, several in one file", async () => {
    const link = (name: string) => () => runs.selected.getByRole("link", { name, exact: true }).click();
    const lines = await linesOf(page, link("Export"));
    expect(lines.map(({ kind }) => kind)).toEqual(["run", "run", "end"]);
    await runs.row(bob).getByRole("checkbox").click();
    const events = await linesOf(page, link("Export journal"));
    expect(events[0]).toMatchObject({ event_type: "segment.started", run_id: ada, seq: 1 });
    await page.keyboard.press("Escape");
    await expect(runs.selected).toBeHidden();
  });

  await test.step("a new run comes by itself, and the keys go from run to run", async () => {
    await page.getByRole("button", { name: "Clear all" }).click();
    await expect(runs.row(waiting[0] ?? "")).toBeVisible();
    const late = await start("greet_runs", { name: "Late" });
    await expect(runs.row(late)).toHaveAttribute("data-status", "completed");
    await page.keyboard.press("j");
    await expect(runs.row(late).getByRole("link", { name: /Greet people/ })).toBeFocused();
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await page.keyboard.press("Shift+J");
    await expect(runs.selected.getByText("2 runs selected")).toBeVisible();
  });

  await test.step("many are cancelled together; one that has ended says why it is not", async () => {
    await runs.row(ada).getByRole("checkbox").click();
    await runs.selected.getByRole("button", { name: "Cancel runs" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Cancel runs" }).click();
    await expect(runs.report).toContainText("2 runs were cancelled. 1 run was not.");
    await expect(runs.report).toContainText("The run has ended already (completed).");
    for (const run_id of waiting) await expect(runs.row(run_id)).toHaveAttribute("data-status", "cancelled");
    await expect(runs.selected.getByText("1 run selected")).toBeVisible();
  });
});
