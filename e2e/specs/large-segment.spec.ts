import type { Locator } from "@playwright/test";
import { expect, test } from "../support/test.ts";

const STEPS = 400;
const COLUMNS = 20;

function large(segment_id: string) {
  const steps = Array.from({ length: STEPS }, (_, at) => ({
    step_id: `step_${at}`,
    step_type: "transform",
    name: `Number ${at}`,
    config: { expression: "data" },
    position: { x: (at % COLUMNS) * 300, y: Math.floor(at / COLUMNS) * 120 },
  }));
  const edges = steps.slice(1).map(({ step_id }, at) => ({
    source_step: `step_${at}`,
    source_port: "output",
    target_step: step_id,
    target_port: "input",
  }));
  return { segment_id, name: "Large", version: "1.0.0", steps, edges };
}

async function centre(step: Locator): Promise<{ x: number; y: number }> {
  const box = await step.boundingBox();
  if (!box) throw new Error("The step is not in the page.");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test("seen from afar, every step of a large segment is there, can be dragged, and put back", async ({
  page,
  editor,
  server,
}) => {
  await server.call("mutation", "segments.save", { segment: large("large_drag") });
  await editor.open("large_drag");
  await expect(editor.steps()).toHaveCount(STEPS);
  const step = editor.step("step_210");
  await expect(step).toHaveAccessibleName(/^Number 210, Transform/);
  const before = await centre(step);
  await page.mouse.move(before.x, before.y);
  await page.mouse.down();
  await page.mouse.move(before.x + 60, before.y + 90, { steps: 8 });
  await page.mouse.up();
  await expect.poll(async () => (await centre(step)).y - before.y).toBeGreaterThan(60);
  await expect(step).toHaveAttribute("data-selected");
  await expect(editor.steps()).toHaveCount(STEPS);
  await editor.saved();
  await page.keyboard.press("Control+z");
  await expect.poll(async () => Math.abs((await centre(step)).y - before.y)).toBeLessThan(2);
});

test("a box takes steps that are drawn as blocks, and one delete removes them", async ({
  page,
  editor,
  server,
}) => {
  await server.call("mutation", "segments.save", { segment: large("large_box") });
  await editor.open("large_box");
  await expect(editor.steps()).toHaveCount(STEPS);
  const first = await centre(editor.step("step_0"));
  const corner = await centre(editor.step("step_63"));
  await page.mouse.move(first.x - 12, first.y - 12);
  await page.mouse.down();
  await page.mouse.move(corner.x, corner.y, { steps: 8 });
  await page.mouse.up();
  const selected = page.locator("[data-step-id][data-selected]");
  await expect(selected).toHaveCount(16);
  await page.keyboard.press("Delete");
  await expect(editor.steps()).toHaveCount(STEPS - 16);
  await editor.undo.click();
  await expect(editor.steps()).toHaveCount(STEPS);
});

test("close up, steps in view show their ports, and walking on with the arrow keys brings the next into view", async ({
  page,
  editor,
  server,
}) => {
  await server.call("mutation", "segments.save", { segment: large("large_walk") });
  await editor.open("large_walk");
  await expect(editor.steps()).toHaveCount(STEPS);
  const start = await centre(editor.step("step_0"));
  await page.mouse.click(start.x, start.y);
  await page.getByRole("button", { name: /Back to 100 %/ }).click();
  for (let at = 1; at <= 8; at++) {
    await page.keyboard.press("Alt+ArrowRight");
    await expect(editor.step(`step_${at}`)).toBeFocused();
  }
  await expect(editor.port("step_8", "output", "out")).toBeInViewport();
  await expect(editor.port("step_8", "output", "out")).toHaveCount(1);
});
