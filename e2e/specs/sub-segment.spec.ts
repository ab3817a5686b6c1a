import { expect, test } from "../support/test.ts";

const transform = (step_id: string, expression: string, x: number) => ({
  step_id,
  step_type: "transform",
  config: { expression },
  position: { x, y: 0 },
});
const edge = (source_step: string, target_step: string) => ({
  source_step,
  source_port: "output",
  target_step,
  target_port: "input",
});

function chain(segment_id: string) {
  return {
    segment_id,
    name: "Price of an order",
    version: "1.0.0",
    steps: [
      transform("begin", "{'n': 20}", 0),
      transform("add", "data.n + 1", 320),
      transform("double", "data * 2", 640),
      transform("end", "{'price': data}", 960),
    ],
    edges: [edge("begin", "add"), edge("add", "double"), edge("double", "end")],
  };
}

test("steps become a sub-segment, which runs as a part of its parent and opens in place", async ({
  page,
  editor,
  run,
  server,
}) => {
  await server.call("mutation", "segments.save", { segment: chain("order_price") });
  await editor.open("order_price");

  await test.step("convert two steps by the palette of commands", async () => {
    await editor.step("add").click();
    await editor.step("double").click({ modifiers: ["Shift"] });
    await page.keyboard.press("ControlOrMeta+k");
    await page.keyboard.type("convert to sub");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Convert to sub-segment" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("Double price");
    await page.keyboard.press("Enter");
    await expect(editor.step("double_price")).toHaveAttribute("data-step-type", "sub_segment");
    await expect(editor.edge("begin.output>double_price.input")).toBeAttached();
    await expect(editor.edge("double_price.output>end.input")).toBeAttached();
    await expect(editor.steps()).toHaveCount(3);
  });

  await test.step("it is one entry of the history", async () => {
    await editor.undo.click();
    await expect(editor.steps()).toHaveCount(4);
    await editor.redo.click();
    await expect(editor.steps()).toHaveCount(3);
    await editor.saved();
  });

  await test.step("open it in place and come back", async () => {
    await editor.step("double_price").click();
    await page.getByRole("button", { name: "Open sub-segment", exact: true }).click();
    await page.waitForURL("**/segments/double_price?via=order_price");
    await expect(editor.step("add")).toBeVisible();
    const crumbs = page.getByRole("navigation", { name: "Breadcrumbs" });
    await crumbs.getByRole("link", { name: "Price of an order" }).click();
    await expect(editor.step("double_price")).toBeVisible();
    await page.goBack();
    await expect(editor.step("add")).toBeVisible();
    await page.goBack();
    await expect(editor.step("double_price")).toBeVisible();
  });

  await test.step("open it by keyboard", async () => {
    await editor.step("double_price").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/segments/double_price?via=order_price");
    await page.goBack();
    await expect(editor.step("double_price")).toBeVisible();
  });

  await test.step("run the parent and look into the run below", async () => {
    await editor.run.click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /run|start/i })
      .click();
    await page.waitForURL("**/runs/*");
    await run.is("completed");
    await run.step("double_price").click();
    const child = page.locator("[data-child-run='1']");
    await expect(child).toContainText("Completed");
    await child.click();
    await run.stepIs("double", "completed");
    const crumbs = page.getByRole("navigation", { name: "Breadcrumbs" });
    await crumbs.getByRole("link", { name: "Price of an order" }).click();
    await run.stepIs("double_price", "completed");
  });
});

test("a selection that has two ways out is told why it can't become a sub-segment", async ({
  page,
  editor,
  server,
}) => {
  await server.call("mutation", "segments.save", { segment: chain("no_cut") });
  await editor.open("no_cut");
  await editor.step("begin").click();
  await editor.step("double").click({ modifiers: ["Shift"] });
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("convert to sub");
  await expect(page.getByRole("dialog").getByText(/one way in/)).toBeVisible();
});

test("a step that leads back to its own segment is named a problem at its field", async ({
  page,
  editor,
  server,
}) => {
  const step = { step_id: "again", step_type: "sub_segment", config: { segment_id: "circle" } };
  const circle = { segment_id: "circle", name: "Circle", version: "1.0.0", steps: [step] };
  await server.call("mutation", "segments.save", { segment: circle });
  await editor.open("circle");
  await editor.step("again").click();
  await expect(editor.step("again")).toHaveAttribute("data-problem", "error");
  await expect(page.getByText(/circle → circle/).first()).toBeVisible();
});
