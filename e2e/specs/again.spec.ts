import type { Locator, Page } from "@playwright/test";
import type { Server } from "../support/server.ts";
import { expect, test } from "../support/test.ts";

const transform = (step_id: string, name: string, expression: string, x: number) => ({
  step_id,
  step_type: "transform",
  name,
  config: { expression },
  position: { x, y: 0 },
});
const edge = (source_step: string, target_step: string) => ({
  source_step,
  source_port: "output",
  target_step,
  target_port: "input",
});
const price = {
  segment_id: "price_again",
  name: "Price",
  version: "1.0.0",
  steps: [
    transform("add", "Add", "data.n + 1", 0),
    transform("double", "Double", "data * 2", 320),
    transform("total", "Total", "{'price': data}", 640),
  ],
  edges: [edge("add", "double"), edge("double", "total")],
};

const json = (dialog: Locator, label: string) => dialog.locator(`.cm-content[aria-label="${label}"]`);
const dialogOf = (page: Page, name: string) => page.getByRole("dialog", { name });

const outputsAt = (server: Server) => async (run_id: string) =>
  (await server.call<{ outputs: unknown }>("query", "runs.get", { run_id })).outputs;

async function startRun(page: Page, dialog: Locator, button = "Start run"): Promise<string> {
  await dialog.getByRole("button", { name: button }).click();
  await expect(dialog).toBeHidden();
  await page.waitForURL("**/runs/*");
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

test("parts of a segment are run for themselves, with outputs that are pinned and inputs that are typed", async ({
  page,
  editor,
  run,
  server,
}) => {
  await server.call("mutation", "segments.save", { segment: price });
  await editor.open(price.segment_id);
  const outputsOf = outputsAt(server);

  await test.step("pin an output; it stays with the drawing and out of the segment", async () => {
    await editor.step("double").click();
    await page.keyboard.press("p");
    const dialog = dialogOf(page, "Pin the output of Double");
    await json(dialog, "Outputs (JSON)").fill('{ "outcome": 100 }');
    await dialog.getByRole("button", { name: "Pin", exact: true }).click();
    await expect(dialog.getByText(/has no output “outcome”/)).toBeVisible();
    await json(dialog, "Outputs (JSON)").fill('{ "output": 100 }');
    await dialog.getByRole("button", { name: "Pin", exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(editor.step("double")).toHaveAccessibleName(/pinned/);
    expect(await editor.exportFile()).not.toContain("100");
    await page.reload();
    await expect(editor.step("double")).toHaveAccessibleName(/pinned/);
  });

  await test.step("a run from here does not execute what is pinned, and says so", async () => {
    await editor.run.click();
    const dialog = dialogOf(page, "Run Price");
    await expect(dialog.getByText("Pinned and not executed: Double.")).toBeVisible();
    await json(dialog, "Input (JSON)").fill('{ "n": 1 }');
    await startRun(page, dialog);
    await run.is("completed");
    await expect(run.step("double")).toHaveAccessibleName(/completed, pinned/);
    await run.step("double").click();
    await expect(page.getByText("Pinned, not executed").first()).toBeVisible();
    await expect(run.step("add")).not.toHaveAccessibleName(/pinned/);
  });

  await test.step("run until here, without the pin", async () => {
    await editor.open(price.segment_id);
    await editor.step("double").click();
    await page.getByRole("button", { name: "Unpin", exact: true }).click();
    await expect(editor.step("double")).not.toHaveAccessibleName(/pinned/);
    await editor.step("double").click({ button: "right" });
    await page.getByRole("menuitem", { name: /Run until here/ }).click();
    await startRun(page, dialogOf(page, "Run until Double"));
    await run.is("completed");
    await expect
      .poll(() => run.statuses())
      .toEqual({ add: "completed", double: "completed", total: "skipped" });
    await expect(run.step("total")).toHaveAccessibleName(/not asked for/);
    await expect(page.getByText("Until Double").first()).toBeVisible();
  });

  await test.step("run one step alone with what is typed", async () => {
    await editor.open(price.segment_id);
    await editor.step("total").click();
    await page.keyboard.press("Alt+Enter");
    const dialog = dialogOf(page, "Run Total alone");
    await expect(json(dialog, "Double · output")).toHaveText("4");
    await json(dialog, "Double · output").fill("7");
    const run_id = await startRun(page, dialog, "Run step");
    await run.is("completed");
    await expect(run.step("double")).toHaveAccessibleName(/typed/);
    await expect(run.step("add")).toHaveAccessibleName(/not asked for/);
    expect(await outputsOf(run_id)).toEqual({ total: { price: 7 } });
    const [, only] = [
      await page.getByText("Only Total").first().isVisible(),
      page.getByText("price").first(),
    ];
    await expect(only).toBeVisible();
  });
});

test("a run is run again with another input, and from a step on with another input of that step", async ({
  page,
  run,
  server,
}) => {
  await server.call("mutation", "segments.save", { segment: { ...price, segment_id: "price_edited" } });
  const started = { segment_id: "price_edited", input: { n: 1 } };
  const { run_id: first } = await server.call<{ run_id: string }>("mutation", "runs.start", started);
  const outputsOf = outputsAt(server);
  const shownRun = () => new URL(page.url()).pathname.split("/").at(-1) ?? "";

  await test.step("run again with another input", async () => {
    await run.open(first);
    await run.is("completed");
    await run.button("More ways to run again").click();
    await page.getByRole("menuitem", { name: /Change the input/ }).click();
    const dialog = dialogOf(page, "Run Price again");
    await json(dialog, "Input (JSON)").fill('{ "n": 4 }');
    await dialog.getByRole("button", { name: "Start run" }).click();
    await page.waitForURL((url) => !url.pathname.endsWith(first));
    await run.is("completed");
    expect(await outputsOf(shownRun())).toEqual({ total: { price: 10 } });
  });

  await test.step("start from a step with another input, from its menu on the canvas", async () => {
    const before = shownRun();
    await run.step("total").click({ button: "right" });
    await page.getByRole("menuitem", { name: /Change its input/ }).click();
    const dialog = dialogOf(page, "Change the input of Total");
    await expect(json(dialog, "Double · output")).toHaveText("10");
    await json(dialog, "Double · output").fill("11");
    await dialog.getByRole("button", { name: "Start from here" }).click();
    await page.waitForURL((url) => !url.pathname.endsWith(before));
    await run.is("completed");
    await expect(run.step("double")).toHaveAccessibleName(/typed/);
    expect(await outputsOf(shownRun())).toEqual({ total: { price: 11 } });
  });
});
