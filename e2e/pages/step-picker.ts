import { expect, type Locator, type Page } from "@playwright/test";

export type Place = { x: number; y: number };

/** Adding and wiring on the canvas: the step picker, and where things are on the screen. */
export class StepPicker {
  readonly page: Page;
  readonly root: Locator;
  readonly field: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.locator("[data-step-picker]");
    this.field = this.root.getByRole("combobox");
  }

  option(type: string): Locator {
    return this.root.locator(`[data-palette-type="${type}"]`);
  }

  /** Types what is wanted and takes the first that is found. */
  async take(words: string, key = "Enter"): Promise<void> {
    await expect(this.field).toBeFocused();
    await this.page.keyboard.type(words);
    await this.page.keyboard.press(key);
  }

  /** Drags from one place to another, with the button down on the way. */
  async drag(from: Place, to: Place): Promise<void> {
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    // A hand begins slowly: what is dragged keeps the distance that it had when it was seen to move.
    await this.page.mouse.move(from.x + 2, from.y - 2);
    await this.page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
    await this.page.mouse.move(to.x, to.y, { steps: 4 });
    await this.page.mouse.up();
  }

  /** A place on the line of an edge; 0 is at its start, 1 at its end. */
  async onEdge(key: string, share = 0.5): Promise<Place> {
    return this.page
      .locator(`[data-edge-key="${key}"] path`)
      .first()
      .evaluate((path, at) => {
        if (!(path instanceof SVGPathElement)) throw new Error("An edge is drawn as a path.");
        const point = path.getPointAtLength(path.getTotalLength() * at);
        const { x, y } = point.matrixTransform(path.getScreenCTM() ?? undefined);
        return { x, y };
      }, share);
  }

  async middleOf(locator: Locator): Promise<Place> {
    const box = await locator.boundingBox();
    if (!box) throw new Error("It is not on the screen.");
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }
}
