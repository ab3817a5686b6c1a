import { InspectorPage } from "../pages/inspector-page.ts";
import { seriousViolations } from "../support/axe.ts";
import type { Server } from "../support/server.ts";
import { expect, test } from "../support/test.ts";

const step = (step_id: string, step_type: string, config: object, x: number, y = 0) => ({
  step_id,
  step_type,
  name: step_id,
  config,
  position: { x, y },
});
const edge = (source_step: string, target_step: string) => ({
  source_step,
  source_port: "output",
  target_step,
  target_port: "input",
});
const ORDERS = '{"items": [{"id": "a1", "price": 120.5}, {"id": "b2", "price": 79.5}], "total": 200}';

async function save(server: Server, segment_id: string): Promise<void> {
  const segment = {
    segment_id,
    name: segment_id,
    version: "1.0.0",
    steps: [
      step("orders", "transform", { expression: ORDERS }, 0),
      step("sum", "transform", { expression: "data" }, 300),
      step("call_a", "http_action", { method: "GET", url: "http://127.0.0.1:9/a" }, 600),
      step("call_b", "http_action", { method: "GET", url: "http://127.0.0.1:9/b" }, 600, 160),
      step("ask", "human_task", { task_type: "approval", title: "Refund" }, 300, 160),
    ],
    edges: [edge("orders", "sum"), edge("orders", "ask")],
  };
  await server.call("mutation", "segments.save", { segment });
}

type Saved = { segment: { steps: { step_id: string; timeout_seconds?: number; config: object }[] } };

async function savedStep(server: Server, segment_id: string, step_id: string) {
  const { segment } = await server.call<Saved>("query", "segments.get", { segment_id });
  return segment.steps.find((one) => one.step_id === step_id);
}

/** Runs as far as it gets without anybody's answer. */
async function runOnce(server: Server, segment_id: string): Promise<void> {
  const { run_id } = await server.call<{ run_id: string }>("mutation", "runs.start", {
    segment_id,
    input: {},
  });
  await expect
    .poll(async () => {
      const run = await server.call<{ steps: Record<string, { status: string }> }>("query", "runs.get", {
        run_id,
      });
      return run.steps.sum?.status;
    })
    .toBe("completed");
}

test("names and values of the last run complete an expression, and its value stands beneath", async ({
  page,
  editor,
  server,
}) => {
  await save(server, "configure_names");
  await runOnce(server, "configure_names");
  await editor.open("configure_names");
  const inspector = new InspectorPage(page);
  await editor.step("sum").click();
  await expect(inspector.value("Expression")).toContainText("total");

  await inspector.retype("Expression", "data.to");
  await expect(inspector.completion("total")).toContainText("200");
  await inspector.completion("total").click();
  await expect(inspector.code("Expression")).toHaveText("data.total");
  await expect(inspector.value("Expression")).toContainText("200");

  await page.keyboard.type(" * 2");
  await expect(inspector.value("Expression")).toContainText("400");
  await page.keyboard.type(" + data.missing");
  await expect(inspector.value("Expression")).toContainText('There is no field "missing"');
});

test("a word under the pointer says what it is and what it held", async ({ page, editor, server }) => {
  await save(server, "configure_hover");
  await runOnce(server, "configure_hover");
  await editor.open("configure_hover");
  const inspector = new InspectorPage(page);
  await editor.step("sum").click();
  await expect(inspector.value("Expression")).toBeVisible();
  await inspector.retype("Expression", "size(data.items)");
  await page.keyboard.press("Escape");
  const box = await inspector.code("Expression").getByText("size").boundingBox();
  if (!box) throw new Error("The word is not on the screen.");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  // What is written is still being evaluated, which takes the help away again: a hand is never quite still.
  await expect(async () => {
    await page.mouse.move(x + 1, y);
    await page.mouse.move(x, y);
    await expect(page.getByText(/size\(.*\): /)).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 10_000 });
});

test("a value is dragged into a field, as one entry of the history", async ({ page, editor, server }) => {
  await save(server, "configure_drag");
  await runOnce(server, "configure_drag");
  await editor.open("configure_drag");
  const inspector = new InspectorPage(page);
  await editor.step("ask").click();
  await expect(inspector.code("Title")).toHaveText("Refund");
  await inspector.openSection("Data");
  await inspector.dragOnto("data.total", "Description");
  await expect(inspector.code("Description")).toHaveText("{{ data.total }}");
  await expect(inspector.value("Description")).toContainText("200");

  await test.step("by keyboard it goes into the field that had the focus last", async () => {
    await inspector.enter("Title");
    await page.keyboard.type(" of ");
    await inspector.unfold("data.items", "data.items[0]");
    await inspector.panel.getByRole("button", { name: "Insert data.items[0].price" }).focus();
    await page.keyboard.press("Enter");
    await expect(inspector.code("Title")).toHaveText("Refund of {{ data.items[0].price }}");
    await expect(inspector.value("Title")).toContainText("Refund of 120.5");
  });

  await test.step("undo takes back the insertion alone", async () => {
    await editor.undo.click();
    await expect(inspector.code("Title")).toHaveText("Refund of ");
    await editor.undo.click();
    await expect(inspector.code("Title")).toHaveText("Refund");
    await editor.undo.click();
    await expect(inspector.code("Description")).not.toContainText("data");
  });
});

test("before the first run fields are shown with a sample that a person writes", async ({
  page,
  editor,
  server,
}) => {
  await save(server, "configure_sample");
  await editor.open("configure_sample");
  const inspector = new InspectorPage(page);
  await editor.step("sum").click();
  await inspector.retype("Expression", "data.total + 1");
  await page.keyboard.press("Escape");
  await expect(inspector.value("Expression")).toContainText("write a sample");
  await inspector.openSection("Data");
  await inspector.retype("Sample", '{"data": {"total": 41');
  await expect(inspector.value("Expression")).toContainText("42");
  await page.reload();
  await editor.step("sum").click();
  await expect(inspector.code("Expression")).toHaveText("data.total + 1");
  await expect(inspector.value("Expression")).toContainText("42");
});

test("= begins a placeholder, and the mark tells computed text from plain text", async ({
  page,
  editor,
  server,
}) => {
  await save(server, "configure_mark");
  await editor.open("configure_mark");
  const inspector = new InspectorPage(page);
  await editor.step("ask").click();
  const description = inspector.panel.locator('[data-field-path="/description"]');
  await expect(description.locator("[data-mode]")).toHaveAttribute("data-mode", "text");
  await inspector.code("Description").click();
  await page.keyboard.type("=segment.name");
  await page.keyboard.press("Escape");
  await expect(inspector.code("Description")).toHaveText("{{ segment.name }}");
  await expect(description.locator("[data-mode]")).toHaveAttribute("data-mode", "computed");
  await expect(inspector.value("Description")).toContainText("configure_mark");
});

test("times are written in words and kept as numbers", async ({ page, editor, server }) => {
  await save(server, "configure_times");
  await editor.open("configure_times");
  const inspector = new InspectorPage(page);
  await editor.step("call_a").click();
  await inspector.openSection("Errors and time");
  await inspector.field("Time limit").fill("90");
  await expect(inspector.panel.getByText("= 1 min 30 s")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(inspector.field("Time limit")).toHaveValue("1 min 30 s");
  await inspector.field("Time limit").fill("a while");
  await expect(inspector.panel.getByText(/Write a time, such as/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(inspector.field("Time limit")).toHaveValue("1 min 30 s");
  await editor.saved();
  expect((await savedStep(server, "configure_times", "call_a"))?.timeout_seconds).toBe(90);

  await editor.step("ask").click();
  await inspector.field("Time limit").fill("1h 30m");
  await page.keyboard.press("Tab");
  await editor.saved();
  expect((await savedStep(server, "configure_times", "ask"))?.config).toMatchObject({ timeout_hours: 1.5 });
});

test("several steps are changed at once, and taken back at once", async ({ page, editor, server }) => {
  await save(server, "configure_bulk");
  await editor.open("configure_bulk");
  const inspector = new InspectorPage(page);
  await editor.step("call_a").click();
  await editor.step("call_b").click({ modifiers: ["Shift"] });
  const address = inspector.panel.locator('[data-field-path="/url"]');
  await expect(address.getByText("Mixed", { exact: true }).first()).toBeVisible();
  await inspector.field("Time limit").fill("5 min");
  await page.keyboard.press("Tab");
  await inspector.retype("Address", "http://127.0.0.1:9/both");
  await page.keyboard.press("Tab");
  await editor.saved();
  for (const step_id of ["call_a", "call_b"]) {
    expect(await savedStep(server, "configure_bulk", step_id)).toMatchObject({
      timeout_seconds: 300,
      config: { url: "http://127.0.0.1:9/both", method: "GET" },
    });
  }
  await editor.undo.click();
  await expect(address.getByText("Mixed", { exact: true }).first()).toBeVisible();
  await editor.saved();
  expect((await savedStep(server, "configure_bulk", "call_b"))?.config).toMatchObject({
    url: "http://127.0.0.1:9/b",
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });
    const rules = colorScheme === "dark" ? "colours" : "all";

    test("axe finds nothing serious while values, completions and whole values are shown", async ({
      page,
      editor,
      server,
    }) => {
      const segment_id = `configure_axe_${colorScheme}`;
      await save(server, segment_id);
      await runOnce(server, segment_id);
      await editor.open(segment_id);
      const inspector = new InspectorPage(page);
      await editor.step("sum").click();
      await inspector.openSection("Data");
      await inspector.panel.getByRole("button", { name: "Show the whole value of Expression" }).click();
      await expect(page.getByRole("region", { name: "Value of Expression" })).toBeVisible();
      expect(await seriousViolations(page, rules)).toEqual([]);
      await page.keyboard.press("Escape");

      await inspector.retype("Expression", "data.");
      await expect(inspector.completion("total")).toBeVisible();
      expect(await seriousViolations(page, rules)).toEqual([]);
      await page.keyboard.press("Escape");

      await editor.step("call_a").click();
      await editor.step("call_b").click({ modifiers: ["Shift"] });
      await expect(inspector.panel.getByText("Mixed", { exact: true }).first()).toBeVisible();
      expect(await seriousViolations(page, rules)).toEqual([]);
    });
  });
}
