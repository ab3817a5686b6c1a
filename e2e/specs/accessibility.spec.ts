import { seriousViolations } from "../support/axe.ts";
import { expect, test } from "../support/test.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    const rules = colorScheme === "dark" ? "colours" : "all";

    test("axe finds nothing serious on the five pages", async ({ page, editor, run, server }) => {
      const { run_id } = await server.call<{ run_id: string }>("mutation", "runs.start", {
        segment_id: "refund_approval",
        input: {},
      });
      await page.goto("/segments");
      await expect(page.getByRole("link", { name: /Data Processing Pipeline/ }).first()).toBeVisible();
      expect(await seriousViolations(page, rules)).toEqual([]);

      await editor.open("data_pipeline");
      await editor.step("fetch").click();
      await expect(page.getByRole("textbox", { name: "Address" })).toBeVisible();
      expect(await seriousViolations(page, rules)).toEqual([]);

      await run.open(run_id);
      await run.stepIs("approval", "waiting");
      expect(await seriousViolations(page, rules)).toEqual([]);

      await page.goto("/runs");
      await expect(page.getByRole("link", { name: /Refund with approval/ }).first()).toBeVisible();
      expect(await seriousViolations(page, rules)).toEqual([]);

      await page.goto("/inbox");
      await expect(page.getByText(/Refund 149 EUR/).first()).toBeVisible();
      expect(await seriousViolations(page, rules)).toEqual([]);
    });
  });
}

test("the whole path can be walked by keyboard alone", async ({ page, editor, run }) => {
  const press = (key: string) => page.keyboard.press(key);
  await test.step("make a segment", async () => {
    await page.goto("/segments");
    await page.getByRole("button", { name: "New segment", exact: true }).focus();
    await press("Enter");
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.type("By keyboard");
    await press("Enter");
    await page.waitForURL("**/segments/by_keyboard");
    await expect(editor.undo).toBeVisible();
  });

  await test.step("add two steps from the palette and connect them", async () => {
    await press("n");
    await page.keyboard.type("transform");
    await press("Enter");
    await expect(editor.step("transform")).toBeVisible();
    await press("n");
    await press("ControlOrMeta+a");
    await page.keyboard.type("human");
    await press("Enter");
    await expect(editor.step("human_task")).toBeVisible();
    if ((await editor.edges().count()) === 0) {
      await editor.step("transform").focus();
      await press("Enter");
      await press("c");
      await expect(page.getByRole("dialog")).toBeVisible();
      await press("Enter");
    }
    await expect(editor.edge("transform.output>human_task.input")).toBeAttached();
  });

  await test.step("undo, redo, run and approve", async () => {
    await editor.step("transform").focus();
    await press("ControlOrMeta+z");
    await press("ControlOrMeta+y");
    await expect(editor.edge("transform.output>human_task.input")).toBeAttached();
    await editor.saved();
    await editor.step("transform").focus();
    await press("ControlOrMeta+Enter");
    await expect(page.getByRole("dialog")).toBeVisible();
    await press("ControlOrMeta+Enter");
    await page.waitForURL("**/runs/*");
    await run.stepIs("human_task", "waiting");
    await run.step("human_task").getByRole("button", { name: "Approve", exact: true }).focus();
    await press("Enter");
    await run.is("completed");
  });
});
