// Adding steps and wiring them, by mouse and by keyboard.
import type { Page } from "@playwright/test";
import type { EditorPage } from "../pages/editor-page.ts";
import { StepPicker } from "../pages/step-picker.ts";
import type { Server } from "../support/server.ts";
import { expect, test } from "../support/test.ts";

type Place = { x: number; y: number };

const transform = (step_id: string, position: Place) => ({
  step_id,
  step_type: "transform",
  config: { expression: "data" },
  position,
});
const edge = (source_step: string, target_step: string) => ({
  source_step,
  source_port: "output",
  target_step,
  target_port: "input",
});

/** Opens a segment with three steps in a row and one that stands alone below them. */
async function openRow(server: Server, editor: EditorPage, segment_id: string): Promise<void> {
  const segment = {
    segment_id,
    name: segment_id,
    version: "1.0.0",
    steps: [
      transform("a", { x: 0, y: 200 }),
      transform("b", { x: 340, y: 200 }),
      transform("c", { x: 680, y: 200 }),
      transform("lone", { x: 340, y: 420 }),
    ],
    edges: [edge("a", "b"), edge("b", "c")],
  };
  await server.call("mutation", "segments.save", { segment });
  await editor.open(segment_id);
  await expect(editor.edge("b.output>c.input")).toBeAttached();
}

async function openEmpty(server: Server, editor: EditorPage, segment_id: string): Promise<void> {
  const segment = { segment_id, name: segment_id, version: "1.0.0", steps: [] };
  await server.call("mutation", "segments.save", { segment });
  await editor.open(segment_id);
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("data-step-id"));

test("an edge that is let go on the empty pane asks for the step at its other end", async ({
  page,
  editor,
  server,
}) => {
  const picker = new StepPicker(page);
  await openRow(server, editor, "edge_drop");
  await test.step("from an output", async () => {
    const from = await picker.middleOf(editor.port("b", "output", "out"));
    await picker.drag(from, { x: from.x, y: from.y - 150 });
    await expect(picker.root).toHaveAttribute("data-step-picker", "add");
    await expect(picker.root.getByRole("option").first()).toHaveAttribute("aria-selected", "true");
    await picker.take("approval");
    await expect(editor.edge("b.output>human_task.input")).toBeAttached();
    await expect.poll(() => focused(page)).toBe("human_task");
  });
  await test.step("the step and its edge are one entry of the history", async () => {
    await page.keyboard.press("ControlOrMeta+z");
    await expect(editor.steps()).toHaveCount(4);
    await expect(editor.edges()).toHaveCount(2);
  });
  await test.step("from an input, with the mouse", async () => {
    const from = await picker.middleOf(editor.port("lone", "input", "in"));
    await picker.drag(from, { x: from.x - 80, y: from.y + 120 });
    await picker.option("http_action").click();
    await expect(editor.edge("http_action.output>lone.input")).toBeAttached();
  });
  await test.step("Escape leaves everything as it was", async () => {
    const from = await picker.middleOf(editor.port("c", "output", "out"));
    await picker.drag(from, { x: from.x - 60, y: from.y - 150 });
    await expect(picker.field).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(picker.root).toHaveCount(0);
    await expect(editor.steps()).toHaveCount(5);
    await expect.poll(() => focused(page)).toBe("c");
  });
});

test("a double click on the empty pane asks for a step there, and a click beside it closes", async ({
  page,
  editor,
  server,
}) => {
  const picker = new StepPicker(page);
  await openEmpty(server, editor, "double_click");
  const pane = page.locator(".react-flow__pane");
  await pane.dblclick({ position: { x: 300, y: 200 } });
  await expect(picker.field).toBeFocused();
  await pane.click({ position: { x: 60, y: 600 } });
  await expect(picker.root).toHaveCount(0);
  await pane.dblclick({ position: { x: 300, y: 200 } });
  await picker.take("fork");
  await expect(editor.step("parallel_split")).toBeVisible();
  await pane.dblclick({ position: { x: 300, y: 600 } });
  await expect(picker.root.getByRole("group").first()).toHaveAttribute("aria-label", "Recent");
  await expect(picker.root.getByRole("option").first()).toHaveAttribute(
    "data-palette-type",
    "parallel_split",
  );
});

test("a step is put on an edge: picked there, dragged from the palette, or moved onto it", async ({
  page,
  editor,
  server,
}) => {
  const picker = new StepPicker(page);
  await openRow(server, editor, "insert_on_edge");
  await test.step("with the button on the edge", async () => {
    const at = await picker.onEdge("a.output>b.input");
    await page.mouse.move(at.x - 14, at.y);
    await page.getByRole("button", { name: "Insert a step between a and b" }).click();
    await picker.take("http");
    await expect(editor.edge("a.output>http_action.input")).toBeAttached();
    await expect(editor.edge("http_action.output>b.input")).toBeAttached();
    await expect(editor.edge("a.output>b.input")).toHaveCount(0);
    await page.keyboard.press("ControlOrMeta+z");
    await expect(editor.edge("a.output>b.input")).toBeAttached();
  });
  await test.step("a step that stands alone, with its move in one entry of the history", async () => {
    const [from, to] = [await picker.middleOf(editor.step("lone")), await picker.onEdge("b.output>c.input")];
    await picker.drag(from, to);
    await expect(editor.edge("lone.output>c.input")).toBeAttached();
    await page.keyboard.press("ControlOrMeta+z");
    await expect(editor.edges()).toHaveCount(2);
    await expect.poll(async () => (await picker.middleOf(editor.step("lone"))).y).toBeCloseTo(from.y, 0);
  });
  await test.step("a type from the palette", async () => {
    const pane = await page.locator(".react-flow__pane").boundingBox();
    const at = await picker.onEdge("b.output>c.input");
    await editor.dragFromPalette("llm_agent", at.x - (pane?.x ?? 0), at.y - (pane?.y ?? 0));
    await expect(editor.edge("b.output>llm_agent.input")).toBeAttached();
    await expect(editor.edge("llm_agent.output>c.input")).toBeAttached();
  });
});

test("deleting a step in the middle joins its neighbours, with Shift it does not", async ({
  page,
  editor,
  server,
}) => {
  await openRow(server, editor, "delete_middle");
  await editor.step("b").click();
  await page.keyboard.press("Delete");
  await expect(editor.edge("a.output>c.input")).toBeAttached();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(editor.edge("b.output>c.input")).toBeAttached();
  await expect(editor.edge("a.output>c.input")).toHaveCount(0);
  await editor.step("b").click();
  await page.keyboard.press("Shift+Delete");
  await expect(editor.step("b")).toHaveCount(0);
  await expect(editor.edges()).toHaveCount(0);
});

test("the end of an edge is led to another port by dragging it, or by keyboard", async ({
  page,
  editor,
  server,
}) => {
  const picker = new StepPicker(page);
  await openRow(server, editor, "reconnect");
  const grab = async (key: string, share = 0.8) => {
    const at = await picker.onEdge(key, share);
    await page.mouse.move(at.x, at.y);
    const [source, target] = key.split(">").map((end) => end.split(".")[0]);
    // Of this one: that of the edge before goes a moment later.
    await expect(
      page.getByRole("button", { name: `Insert a step between ${source} and ${target}` }),
    ).toBeVisible();
    return at;
  };
  await test.step("to the step that stands alone", async () => {
    const from = await grab("b.output>c.input");
    await picker.drag(from, await picker.middleOf(editor.port("lone", "input", "in")));
    await expect(editor.edge("b.output>lone.input")).toBeAttached();
    await expect(editor.edge("b.output>c.input")).toHaveCount(0);
  });
  await test.step("where it does not fit it stays, and the reason is said", async () => {
    const from = await grab("b.output>lone.input", 0.955);
    await picker.drag(from, await picker.middleOf(editor.port("a", "input", "in")));
    await expect(page.getByText("This would make a cycle").first()).toBeVisible();
    await expect(editor.edge("b.output>lone.input")).toBeAttached();
  });
  await test.step("let go on the empty pane it asks for a step; Escape gives it back", async () => {
    const from = await grab("a.output>b.input");
    await picker.drag(from, { x: from.x - 40, y: from.y - 160 });
    await expect(picker.field).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(editor.edge("a.output>b.input")).toBeAttached();
  });
  await test.step("by keyboard", async () => {
    await editor.step("a").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("e");
    await page.keyboard.press("c");
    await expect(page.getByRole("dialog")).toBeVisible();
    await expect(page.getByRole("option").first()).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Enter");
    await expect(editor.edge("a.output>c.input")).toBeAttached();
    await expect(editor.edge("a.output>b.input")).toHaveCount(0);
  });
});

test("a chain that branches is drawn with N, Enter, Ctrl+Enter and Ctrl+arrows, and run", async ({
  page,
  editor,
  server,
  run,
}) => {
  const picker = new StepPicker(page);
  const press = (key: string) => page.keyboard.press(key);
  await openEmpty(server, editor, "by_keys");
  await press("n");
  await picker.take("transform", "ControlOrMeta+Enter");
  await picker.take("if");
  await expect(editor.edge("transform.output>condition.input")).toBeAttached();
  await expect.poll(() => focused(page)).toBe("condition");
  await press("ControlOrMeta+ArrowRight");
  await picker.take("transform");
  await expect(editor.edge("condition.true>transform_2.input")).toBeAttached();
  await expect.poll(() => focused(page)).toBe("transform_2");
  await press("Alt+ArrowLeft");
  await expect.poll(() => focused(page)).toBe("condition");
  await press("ControlOrMeta+ArrowDown");
  await picker.take("transform");
  await expect(editor.edge("condition.false>transform_3.input")).toBeAttached();
  await expect.poll(() => focused(page)).toBe("transform_3");
  await editor.saved();
  await press("ControlOrMeta+Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await press("ControlOrMeta+Enter");
  await page.waitForURL("**/runs/*");
  await run.stepIs("transform_2", "completed");
  await run.stepIs("transform_3", "skipped");
  await run.is("completed");
});

test("Tab on the canvas adds a step, and after Escape it goes on through the page", async ({
  page,
  editor,
  server,
}) => {
  const picker = new StepPicker(page);
  await openRow(server, editor, "by_tab");
  await editor.step("a").click();
  await page.keyboard.press("Tab");
  await expect(picker.field).toBeFocused();
  await page.keyboard.press("Escape");
  await expect.poll(() => focused(page)).toBe("a");
  await page.keyboard.press("Tab");
  await expect.poll(() => focused(page)).toBe("b");
  await page.keyboard.press("Tab");
  await expect.poll(() => focused(page)).toBe("c");
  await page.keyboard.press("Shift+Tab");
  await expect.poll(() => focused(page)).toBe("b");
  await expect(picker.root).toHaveCount(0);
});

test("a step gets another type in its place, and what is lost comes back with Undo", async ({
  page,
  editor,
  server,
}) => {
  const picker = new StepPicker(page);
  await openRow(server, editor, "replace_type");
  await editor.step("b").click();
  await page.keyboard.press("r");
  await expect(picker.root).toHaveAttribute("data-step-picker", "replace");
  await picker.take("http");
  await expect(editor.step("b")).toHaveAttribute("data-step-type", "http_action");
  await expect(editor.edge("a.output>b.input")).toBeAttached();
  await expect(editor.edge("b.output>c.input")).toBeAttached();
  await expect(page.getByText("It has no place for expression.")).toBeVisible();
  await page.locator("[data-sonner-toast]").getByRole("button", { name: "Undo" }).click();
  await expect(editor.step("b")).toHaveAttribute("data-step-type", "transform");
});

test("step, connection and canvas have a menu, by the other button and by keyboard", async ({
  page,
  editor,
  server,
}) => {
  const picker = new StepPicker(page);
  await openRow(server, editor, "menus");
  const menu = page.getByRole("menu");
  await test.step("a step's", async () => {
    await editor.step("b").click({ button: "right" });
    await expect(menu).toHaveAttribute("aria-label", "This step");
    await menu.getByRole("menuitem", { name: /^Delete without reconnecting/ }).click();
    await expect(editor.edges()).toHaveCount(0);
    await page.keyboard.press("ControlOrMeta+z");
    await expect(editor.edges()).toHaveCount(2);
  });
  await test.step("a connection's", async () => {
    const at = await picker.onEdge("b.output>c.input", 0.3);
    await page.mouse.click(at.x, at.y, { button: "right" });
    await expect(menu).toHaveAttribute("aria-label", "This connection");
    await menu.getByRole("menuitem", { name: /^Add a step/ }).click();
    await picker.take("ai");
    await expect(editor.edge("b.output>llm_agent.input")).toBeAttached();
  });
  await test.step("the canvas's adds where it was opened", async () => {
    await page.locator(".react-flow__pane").click({ button: "right", position: { x: 120, y: 120 } });
    await expect(menu).toHaveAttribute("aria-label", "Canvas");
    await menu.getByRole("menuitem", { name: /^Add a step/ }).click();
    await picker.take("merge");
    await expect(editor.step("parallel_join")).toBeVisible();
  });
  await test.step("by keyboard, on what has focus", async () => {
    await editor.step("a").focus();
    await page.keyboard.press("Shift+F10");
    await expect(menu).toHaveAttribute("aria-label", "This step");
    await page.keyboard.press("Escape");
    await expect(menu).toHaveCount(0);
    await expect.poll(() => focused(page)).toBe("a");
  });
});
