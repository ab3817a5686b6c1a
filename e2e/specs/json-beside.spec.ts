import type { Locator, Page } from "@playwright/test";
import { JsonPane } from "../pages/json-pane.ts";
import type { Server } from "../support/server.ts";
import { expect, test } from "../support/test.ts";

async function save(server: Server, segment_id: string): Promise<void> {
  await server.call("mutation", "segments.save", {
    segment: {
      segment_id,
      name: "Both ways",
      version: "1.0.0",
      steps: [
        {
          step_id: "first",
          step_type: "transform",
          name: "Begin",
          config: { expression: "1" },
          position: { x: 0, y: 0 },
        },
        {
          step_id: "second",
          step_type: "transform",
          name: "End",
          config: { expression: "data + 1" },
          position: { x: 300, y: 0 },
        },
      ],
      edges: [{ source_step: "first", source_port: "output", target_step: "second", target_port: "input" }],
    },
  });
}

test("canvas and text are one document with one history", async ({ page, editor, server }) => {
  await save(server, "both_ways");
  await editor.open("both_ways");
  const json = new JsonPane(page);
  await json.show();
  await editor.paletteEntry("condition").click();
  await expect(json.line('"step_type": "condition"')).toBeVisible();
  await editor.undo.click();
  await expect(json.text.getByText('"condition"')).toHaveCount(0);
  await json.cursorAtEnd('"name": "Begin"');
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type(" here");
  await expect(editor.step("first")).toContainText("Begin here");
  await json.is("in_step");
  await page.keyboard.press("Control+z");
  await expect(editor.step("first")).not.toContainText("here");
  await expect(json.line('"name": "Begin",')).toBeVisible();
  await page.keyboard.press("Control+Shift+Z");
  await expect(editor.step("first")).toContainText("Begin here");
});

test("a text that is no segment is kept with what is wrong while the canvas keeps the last good one", async ({
  page,
  editor,
  server,
}) => {
  await save(server, "broken_text");
  await editor.open("broken_text");
  const json = new JsonPane(page);
  await json.show();
  await json.cursorAtEnd('"name": "Begin"');
  await page.keyboard.press("Backspace");
  await json.is("broken");
  await expect(json.pane.getByText(/Line 10, column 7/)).toBeVisible();
  await expect(json.text.locator(".cm-lintRange-error")).not.toHaveCount(0);
  await expect(editor.step("first")).toContainText("Begin");
  await clickInView(page, editor.step("second"));
  await page.keyboard.press("F2");
  await page.keyboard.type("Finish");
  await page.keyboard.press("Enter");
  await expect(json.pane.getByText(/The canvas changed meanwhile/)).toBeVisible();
  await page.reload();
  await json.is("broken");
  await json.pane.getByRole("button", { name: "Discard my text" }).click();
  await json.is("in_step");
  await expect(json.line('"name": "Begin",')).toBeVisible();
});

test("both can stay where text and canvas changed different steps", async ({ page, editor, server }) => {
  await save(server, "both_stay");
  await editor.open("both_stay");
  const json = new JsonPane(page);
  await json.show();
  await json.cursorAtEnd('"name": "Begin"');
  await page.keyboard.type(",");
  await json.is("broken");
  await clickInView(page, editor.step("second"));
  await page.keyboard.press("F2");
  await page.keyboard.type("Finish");
  await page.keyboard.press("Enter");
  await expect(editor.step("second")).toContainText("Finish");
  await json.cursorAtEnd('"name": "Begin"');
  await page.keyboard.press("Backspace");
  for (const key of ["ArrowLeft", "ArrowLeft"]) await page.keyboard.press(key);
  await page.keyboard.type(" now");
  await json.is("apart");
  await json.pane.getByRole("button", { name: "Keep both" }).click();
  await json.is("in_step");
  await expect(editor.step("first")).toContainText("Begin now");
  await expect(editor.step("second")).toContainText("Finish");
});

test("what is selected in one is shown in the other, and a problem is marked under its word", async ({
  page,
  editor,
  server,
}) => {
  await save(server, "shown_in_both");
  await editor.open("shown_in_both");
  const json = new JsonPane(page);
  await json.show();
  await page.getByRole("button", { name: "Show everything" }).click();
  await expect(editor.step("second")).toBeInViewport({ ratio: 1 });
  await editor.step("second").click();
  await expect(json.text.locator(".cm-chosen").first()).toBeVisible();
  await expect(json.text.locator(".cm-chosen", { hasText: '"second"' })).toBeVisible();
  await json.line('"expression": "1"').click();
  await expect(editor.step("first")).toHaveAttribute("data-selected", "true");
  await expect(json.text).toBeFocused();
  await json.cursorAtEnd('"expression": "1"');
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type(" +");
  await expect(json.text.locator(".cm-lintRange-error", { hasText: "1 +" })).toBeVisible();
  await json.is("in_step");
});

test("keys and values are completed from the schema", async ({ page, editor, server }) => {
  await save(server, "completed");
  await editor.open("completed");
  const json = new JsonPane(page);
  await json.show();
  await json.cursorAtEnd('"step_type": "transform"');
  await page.keyboard.press("Enter");
  await page.keyboard.type('"on_e');
  await page.getByRole("option", { name: /"on_error"/ }).click();
  await page.keyboard.type('"');
  await page.keyboard.type("con");
  await page.getByRole("option", { name: /"continue"/ }).click();
  await page.keyboard.type(",");
  await json.is("in_step");
  await editor.saved();
  const { segment } = await server.call<{ segment: { steps: { on_error?: string }[] } }>(
    "query",
    "segments.get",
    { segment_id: "completed" },
  );
  expect(segment.steps[0]?.on_error).toBe("continue");
});

/** The text takes a part of the canvas's room: what lies behind it has to be brought into view first. */
async function clickInView(page: Page, step: Locator): Promise<void> {
  await page.getByRole("button", { name: "Show everything" }).click();
  await expect(step).toBeInViewport({ ratio: 1 });
  await step.click();
}
