import { FindPanel } from "../pages/find-panel.ts";
import type { Server } from "../support/server.ts";
import { expect, test } from "../support/test.ts";

const edge = (source_step: string, target_step: string) => ({
  source_step,
  source_port: "output",
  target_step,
  target_port: "input",
});

async function save(server: Server, segment_id: string): Promise<void> {
  await server.call("mutation", "segments.save", {
    segment: {
      segment_id,
      name: "Looked through",
      version: "1.0.0",
      steps: [
        {
          step_id: "fetch",
          step_type: "http_action",
          name: "Ask the shop",
          config: { url: "https://shop.test/pears", method: "GET", headers: { Accept: "text/pears" } },
          position: { x: 0, y: 0 },
        },
        {
          step_id: "shape",
          step_type: "transform",
          name: "Count pears",
          config: { expression: "size(steps.fetch.output)" },
          position: { x: 300, y: 0 },
        },
        {
          step_id: "keep",
          step_type: "transform",
          name: "Keep",
          config: { expression: "data" },
          position: { x: 600, y: 0 },
        },
      ],
      edges: [edge("fetch", "shape"), edge("shape", "keep")],
    },
  });
}

test("a word is found wherever it stands, marked on the canvas, and walked through by keyboard", async ({
  page,
  editor,
  server,
}) => {
  await save(server, "looked_through");
  await editor.open("looked_through");
  const find = new FindPanel(page);
  await page.keyboard.press("Control+f");
  await expect(find.query).toBeFocused();
  await page.keyboard.type("pears");
  await expect(find.count).toHaveText("3 matches");
  await find.isFound(editor.step("fetch"), true);
  await find.isFound(editor.step("shape"), true);
  await find.isFound(editor.step("keep"), false);
  await page.keyboard.press("Enter");
  await expect(find.count).toHaveText("1 of 3");
  await expect(editor.step("fetch")).toHaveAttribute("data-selected", "true");
  await expect(find.query).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(find.count).toHaveText("3 of 3");
  await expect(editor.step("shape")).toHaveAttribute("data-selected", "true");
  await page.keyboard.press("Shift+Enter");
  await expect(find.count).toHaveText("2 of 3");
  await page.keyboard.press("Shift+F3");
  await expect(find.count).toHaveText("1 of 3");
  await expect(page.getByRole("textbox", { name: "Address" })).toBeFocused();
  await find.query.focus();
  await page.keyboard.press("Escape");
  await expect(find.panel).toBeHidden();
  await find.isFound(editor.step("fetch"), false);
});

test("case, whole words, patterns and the place to look narrow the search; a wrong pattern says why", async ({
  page,
  editor,
  server,
}) => {
  await save(server, "narrowed");
  await editor.open("narrowed");
  const find = new FindPanel(page);
  await page.keyboard.press("Control+f");
  await find.query.fill("keep");
  await expect(find.count).toHaveText("2 matches");
  await find.button("Match case").click();
  await expect(find.count).toHaveText("1 match");
  await find.button("Match case").click();
  await find.button("Regular expression").click();
  await find.query.fill("^(ask|count) ");
  await expect(find.count).toHaveText("2 matches");
  await find.query.fill("(");
  await expect(find.panel.getByText(/RE2 syntax/)).toBeVisible();
  await find.button("Regular expression").click();
  await find.query.fill("fetch");
  await find.panel.getByRole("radio", { name: "Expressions" }).click();
  await expect(find.count).toHaveText("1 match");
  await find.panel.getByRole("button", { name: /Expression/ }).click();
  await expect(page.getByRole("textbox", { name: "Expression" })).toBeFocused();
});

test("replacing all is one entry, references follow a renamed step, and what would break is refused", async ({
  page,
  editor,
  server,
}) => {
  await save(server, "replaced");
  await editor.open("replaced");
  const find = new FindPanel(page);
  await page.keyboard.press("Control+f");
  await find.query.fill("fetch");
  await find.panel.getByRole("radio", { name: "Names" }).click();
  await find.button("Show replacing").click();
  const by = find.panel.getByRole("textbox", { name: "Replace by" });
  await by.fill("Not an id");
  await find.button("Replace all").click();
  await expect(page.getByText(/lower-case letter first/)).toBeVisible();
  await expect(editor.step("fetch")).toBeVisible();
  await by.fill("ask");
  await find.button("Replace all").click();
  await expect(editor.step("ask")).toBeVisible();
  await editor.saved();
  const { segment } = await server.call<{ segment: { steps: { config: object }[] } }>(
    "query",
    "segments.get",
    { segment_id: "replaced" },
  );
  expect(segment.steps[1]?.config).toEqual({ expression: "size(steps.ask.output)" });
  await editor.undo.click();
  await expect(editor.step("fetch")).toBeVisible();
  await expect(editor.undo).toHaveAttribute("aria-disabled", "true");
});

test("while a dialog is open the key is left alone", async ({ page, editor, server }) => {
  await save(server, "dialog_open");
  await editor.open("dialog_open");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Control+f");
  await expect(new FindPanel(page).panel).toBeHidden();
});
