import { expect, type Locator, type Page } from "@playwright/test";

/** Groups, notes and what arranges them on the canvas. */
export class CanvasGroups {
  readonly page: Page;
  readonly toolbar: Locator;

  constructor(page: Page) {
    this.page = page;
    this.toolbar = page.getByRole("toolbar", { name: /^Selection/ });
  }

  /** The title of a group, or its card while it is folded. */
  head(group_id: string): Locator {
    return this.page.locator(`[data-group-head="${group_id}"]`);
  }

  card(group_id: string): Locator {
    return this.page.locator(`[data-group-id="${group_id}"][data-folded]`);
  }

  note(note_id: string): Locator {
    return this.page.locator(`[data-note-id="${note_id}"]`);
  }

  async drag(from: Locator, by: { x: number; y: number }): Promise<void> {
    const box = await boxOf(from);
    const start = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    // A drag begins where the mouse is when it has moved a little.
    await this.page.mouse.move(start.x + 1, start.y + 1);
    await this.page.mouse.move(start.x + 2, start.y);
    await this.page.mouse.move(start.x + by.x / 2, start.y + by.y / 2, { steps: 4 });
    await this.page.mouse.move(start.x + by.x, start.y + by.y, { steps: 4 });
    await this.page.mouse.up();
  }

  /** Draws a box on the empty canvas around all of these. */
  async boxSelect(around: readonly Locator[], modifier?: "Shift"): Promise<void> {
    const boxes = await Promise.all(around.map(boxOf));
    const left = Math.min(...boxes.map((box) => box.x)) - 12;
    const top = Math.min(...boxes.map((box) => box.y)) - 12;
    const right = Math.max(...boxes.map((box) => box.x + box.width)) + 12;
    const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + 12;
    if (modifier) await this.page.keyboard.down(modifier);
    await this.page.mouse.move(left, top);
    await this.page.mouse.down();
    await this.page.mouse.move((left + right) / 2, (top + bottom) / 2, { steps: 3 });
    await this.page.mouse.move(right, bottom, { steps: 3 });
    await this.page.mouse.up();
    if (modifier) await this.page.keyboard.up(modifier);
  }

  async arrange(item: string): Promise<void> {
    await this.toolbar.getByRole("button", { name: "Arrange", exact: true }).click();
    await this.page.getByRole("menuitem", { name: item }).click();
    await expect(this.page.getByRole("menu")).toHaveCount(0);
  }
}

export async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error("It is not on the screen.");
  return box;
}
