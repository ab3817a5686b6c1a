// Putting a drawing in order: selecting, lining up, snapping, groups, notes, disabled steps.
import type { Page } from "@playwright/test";
import { boxOf, CanvasGroups } from "../pages/canvas-groups.ts";
import type { EditorPage } from "../pages/editor-page.ts";
import type { Server } from "../support/server.ts";
import { expect, test } from "../support/test.ts";

type Place = { x: number; y: number };
type Saved = {
  steps: { step_id: string; position: Place; disabled?: boolean }[];
  groups?: { group_id: string; title: string; color?: string; step_ids: string[] }[];
  notes?: { note_id: string; text: string; color?: string }[];
};

const transform = (step_id: string, position: Place, config: object = { expression: "data" }) => ({
  step_id,
  step_type: "transform",
  config,
  position,
});
const edge = (source_step: string, target_step: string) => ({
  source_step,
  source_port: "output",
  target_step,
  target_port: "input",
});

/** a → b → c in a crooked row, and d by itself. */
async function open(server: Server, editor: EditorPage, segment_id: string, rest: object = {}) {
  const segment = {
    segment_id,
    name: segment_id,
    version: "1.0.0",
    steps: [
      transform("a", { x: 0, y: 0 }),
      transform("b", { x: 300, y: 52 }),
      transform("c", { x: 680, y: 12 }),
      transform("d", { x: 300, y: 300 }),
    ],
    edges: [edge("a", "b"), edge("b", "c")],
    ...rest,
  };
  await server.call("mutation", "segments.save", { segment });
  await editor.open(segment_id);
  await expect(editor.step("a")).toBeVisible();
}

const saved = async (server: Server, editor: EditorPage, segment_id: string) => {
  await editor.saved();
  const { segment } = await server.call<{ segment: Saved }>("query", "segments.get", { segment_id });
  return segment;
};
const selected = (page: Page) =>
  page
    .locator("[data-step-id][data-selected]")
    .evaluateAll((cards) => cards.map((card) => card.getAttribute("data-step-id")).sort());
const group = (group_id: string, title: string, step_ids: string[]) => ({ group_id, title, step_ids });

test("a selection grows by box, by click and along the edges", async ({ page, editor, server }) => {
  const groups = new CanvasGroups(page);
  await open(server, editor, "selecting");
  await groups.boxSelect([editor.step("a"), editor.step("b")]);
  await expect.poll(() => selected(page)).toEqual(["a", "b"]);
  await groups.boxSelect([editor.step("d")], "Shift");
  await expect.poll(() => selected(page)).toEqual(["a", "b", "d"]);
  await page.keyboard.press("Escape");
  await editor.step("b").click();
  await page.keyboard.press("Shift+ArrowRight");
  await expect.poll(() => selected(page)).toEqual(["b", "c"]);
  await editor.step("b").click();
  await page.keyboard.press("Shift+ArrowLeft");
  await expect.poll(() => selected(page)).toEqual(["a", "b"]);
  await editor.step("d").click({ modifiers: ["Shift"] });
  await expect.poll(() => selected(page)).toEqual(["a", "b", "d"]);
  await page.keyboard.press("ControlOrMeta+a");
  await expect.poll(() => selected(page)).toEqual(["a", "b", "c", "d"]);
});

test("steps are lined up and spread from the toolbar, each in one entry of the history", async ({
  page,
  editor,
  server,
}) => {
  const groups = new CanvasGroups(page);
  await open(server, editor, "aligning");
  await groups.boxSelect([editor.step("a"), editor.step("c")]);
  await expect(groups.toolbar).toBeVisible();
  await groups.arrange("Align top edges");
  let { steps } = await saved(server, editor, "aligning");
  expect(steps.slice(0, 3).map(({ position }) => position.y)).toEqual([0, 0, 0]);
  await groups.arrange("Distribute horizontally");
  steps = (await saved(server, editor, "aligning")).steps;
  expect(steps.slice(0, 3).map(({ position }) => position.x)).toEqual([0, 340, 680]);
  await editor.undo.click();
  await editor.undo.click();
  await expect(editor.undo).toHaveAttribute("aria-disabled", "true");
  steps = (await saved(server, editor, "aligning")).steps;
  expect(steps.map(({ position }) => position)).toEqual([
    { x: 0, y: 0 },
    { x: 300, y: 52 },
    { x: 680, y: 12 },
    { x: 300, y: 300 },
  ]);
});

test("a dragged step falls in line with a neighbour, not while Alt is held, and keeps to the grid when asked", async ({
  page,
  editor,
  server,
}) => {
  const groups = new CanvasGroups(page);
  await open(server, editor, "snapping");
  const [a, d] = [await boxOf(editor.step("a")), await boxOf(editor.step("d"))];
  await groups.drag(editor.step("d"), { x: a.x - d.x + 3, y: 6 });
  const offset = async () => (await boxOf(editor.step("d"))).x - a.x;
  await expect.poll(offset).toBeCloseTo(0, 0);
  await page.keyboard.down("Alt");
  await groups.drag(editor.step("d"), { x: 4, y: 0 });
  await page.keyboard.up("Alt");
  await expect.poll(offset).toBeGreaterThan(1);
  await page.keyboard.press("Alt+s");
  await expect(page.locator("[data-canvas][data-grid-snap]")).toBeVisible();
  await groups.drag(editor.step("d"), { x: 133, y: 51 });
  const { steps } = await saved(server, editor, "snapping");
  const at = steps.find((step) => step.step_id === "d")?.position;
  expect([(at?.x ?? 1) % 20, (at?.y ?? 1) % 20]).toEqual([0, 0]);
  await page.reload();
  await expect(page.locator("[data-canvas][data-grid-snap]")).toBeVisible();
  await page.keyboard.press("Alt+s");
  await expect(page.locator("[data-canvas][data-grid-snap]")).toHaveCount(0);
});

test("a group is made, named, moved, folded, copied and dissolved", async ({ page, editor, server }) => {
  const groups = new CanvasGroups(page);
  await open(server, editor, "grouping");

  await test.step("Mod+G asks for a title in place", async () => {
    await groups.boxSelect([editor.step("a"), editor.step("b")]);
    await page.keyboard.press("ControlOrMeta+g");
    await expect(page.getByRole("textbox", { name: "Title of the group" })).toBeFocused();
    await page.keyboard.type("Intake");
    await page.keyboard.press("Enter");
    await expect(groups.head("group")).toContainText("Intake");
    expect((await saved(server, editor, "grouping")).groups).toEqual([group("group", "Intake", ["a", "b"])]);
  });

  await test.step("dragging its title moves its steps in one entry", async () => {
    const before = await boxOf(editor.step("a"));
    const other = await boxOf(editor.step("c"));
    await groups.drag(groups.head("group").getByText("Intake"), { x: -40, y: 90 });
    const yOf = async (step_id: string) => (await boxOf(editor.step(step_id))).y;
    await expect.poll(() => yOf("a")).toBeGreaterThan(before.y + 60);
    expect(await yOf("c")).toBeCloseTo(other.y, 0);
    await page.keyboard.press("ControlOrMeta+z");
    await expect.poll(() => yOf("a")).toBeCloseTo(before.y, 0);
  });

  await test.step("a click on the title selects its steps, the chevron folds them into a card", async () => {
    await page.keyboard.press("Escape");
    await groups.head("group").getByText("Intake").click();
    await expect.poll(() => selected(page)).toEqual(["a", "b"]);
    await groups.head("group").getByRole("button", { name: "Fold the group Intake" }).click();
    await expect(groups.card("group")).toContainText("2 steps");
    await expect(editor.step("a")).toHaveCount(0);
    await expect(editor.edge("a.output>b.input")).toHaveCount(0);
    await expect(editor.edge("b.output>c.input")).toBeAttached();
    await page.reload();
    await expect(groups.card("group")).toBeVisible();
  });

  await test.step("the card is duplicated and deleted with its steps", async () => {
    await groups.card("group").click();
    await page.keyboard.press("ControlOrMeta+d");
    await expect(groups.head("group_2")).toBeVisible();
    const { groups: copied } = await saved(server, editor, "grouping");
    expect(copied).toContainEqual(group("group_2", "Intake", ["a_2", "b_2"]));
    await page.keyboard.press("Delete");
    await expect(groups.head("group_2")).toHaveCount(0);
    const after = await saved(server, editor, "grouping");
    expect(after.steps.map(({ step_id }) => step_id)).toEqual(["a", "b", "c", "d"]);
    expect(after.groups).toHaveLength(1);
  });

  await test.step("keys open it and dissolve it", async () => {
    await groups.card("group").click();
    await page.keyboard.press("Alt+g");
    await expect(editor.step("a")).toBeVisible();
    await page.keyboard.press("ControlOrMeta+Shift+g");
    await expect(groups.head("group")).toHaveCount(0);
    expect((await saved(server, editor, "grouping")).groups).toBeUndefined();
  });
});

test("members, title and colour of a group are set in the inspector", async ({ page, editor, server }) => {
  const groups = new CanvasGroups(page);
  const inspector = page.getByRole("region", { name: "Inspector" });
  await open(server, editor, "members", { groups: [group("g", "Intake", ["a", "b"])] });
  await groups.head("g").getByText("Intake").click();
  await inspector.getByRole("textbox", { name: "Title" }).fill("Orders");
  await inspector
    .getByRole("radiogroup", { name: "Colour of the group" })
    .getByRole("radio", { name: "Green" })
    .click();
  await expect(groups.head("g")).toContainText("Orders");
  await inspector
    .getByRole("button", { name: /^Take .* out of the group$/ })
    .first()
    .click();
  let [first] = (await saved(server, editor, "members")).groups ?? [];
  expect(first).toEqual({ group_id: "g", title: "Orders", color: "green", step_ids: ["b"] });
  await editor.step("d").click();
  await inspector.getByRole("combobox", { name: "Group" }).click();
  await page.getByRole("option", { name: "Orders" }).click();
  [first] = (await saved(server, editor, "members")).groups ?? [];
  expect(first?.step_ids).toEqual(["b", "d"]);
});

test("a problem inside a folded group shows on its card, and opening it opens the group", async ({
  page,
  editor,
  server,
}) => {
  const groups = new CanvasGroups(page);
  await open(server, editor, "hidden_problem", {
    steps: [transform("a", { x: 0, y: 0 }), transform("b", { x: 300, y: 0 }, { expression: "data +" })],
    edges: [edge("a", "b")],
    groups: [group("g", "Intake", ["a", "b"])],
  });
  await page.keyboard.press("Alt+Shift+g");
  await expect(groups.card("g")).toHaveAccessibleName(/Intake.*2 steps.*1 error/);
  await editor.problems.click();
  await page
    .getByRole("region", { name: "Problems" })
    .getByRole("button", { name: /expression/i })
    .first()
    .click();
  await expect(editor.step("b")).toHaveAttribute("data-selected", "true");
  await expect(groups.card("g")).toHaveCount(0);
});

test("notes are written in Markdown and have a colour", async ({ page, editor, server }) => {
  const groups = new CanvasGroups(page);
  await open(server, editor, "notes");
  await page.keyboard.press("Shift+s");
  await page.keyboard.type("**Nightly** from [partners](https://example.com) <b>raw</b>");
  await page.keyboard.press("Escape");
  const note = groups.note("note");
  await expect(note.locator("strong")).toHaveText("Nightly");
  await expect(note.getByRole("link", { name: "partners" })).toHaveAttribute("rel", /noopener/);
  await expect(note.locator("b")).toHaveCount(0);
  await groups.toolbar.getByRole("radio", { name: "Violet" }).click();
  await note.dblclick({ position: { x: 60, y: 80 } });
  await expect(page.getByRole("textbox", { name: "Text of the note" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(note).toBeVisible();
  const { notes } = await saved(server, editor, "notes");
  expect(notes?.[0]).toMatchObject({ color: "violet" });
});

test("a step is disabled by key and enabled again in the inspector", async ({ page, editor, server }) => {
  await open(server, editor, "disabling");
  await editor.step("b").click();
  await page.keyboard.press("d");
  await expect(editor.step("b")).toHaveAttribute("data-disabled", "true");
  await expect(editor.step("b")).toHaveAccessibleName(/disabled/);
  expect((await saved(server, editor, "disabling")).steps[1]?.disabled).toBe(true);
  await page.getByRole("switch", { name: "Disabled" }).click();
  await expect(editor.step("b")).not.toHaveAttribute("data-disabled");
  expect((await saved(server, editor, "disabling")).steps[1]).not.toHaveProperty("disabled");
});

test("tidying up keeps a group together and is one entry", async ({ page, editor, server }) => {
  await open(server, editor, "tidying", { groups: [group("g", "Pair", ["a", "d"])] });
  await page.keyboard.press("Shift+l");
  await expect(editor.undo).not.toHaveAttribute("aria-disabled", "true");
  const { steps } = await saved(server, editor, "tidying");
  const at = (id: string) => steps.find((step) => step.step_id === id)?.position ?? { x: 0, y: 0 };
  const [left, right] = [Math.min(at("a").x, at("d").x) - 20, Math.max(at("a").x, at("d").x) + 240];
  const [top, bottom] = [Math.min(at("a").y, at("d").y) - 40, Math.max(at("a").y, at("d").y) + 80];
  for (const id of ["b", "c"]) {
    const { x, y } = at(id);
    expect(x + 220 <= left || x >= right || y + 60 <= top || y >= bottom, id).toBe(true);
  }
  await editor.undo.click();
  await expect(editor.undo).toHaveAttribute("aria-disabled", "true");
});
