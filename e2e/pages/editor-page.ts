import { expect, type Locator, type Page } from "@playwright/test";

/** The canvas on which a segment is drawn. */
export class EditorPage {
  readonly page: Page;
  readonly undo: Locator;
  readonly redo: Locator;
  readonly run: Locator;
  readonly problems: Locator;

  constructor(page: Page) {
    this.page = page;
    this.undo = this.button("Undo");
    this.redo = this.button("Redo");
    this.run = this.button("Run");
    this.problems = this.button("Problems");
  }

  async open(segment_id: string): Promise<void> {
    await this.page.goto(`/segments/${segment_id}`);
    await expect(this.undo).toBeVisible();
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  steps(): Locator {
    return this.page.locator("[data-step-id][data-step-type]");
  }

  step(step_id: string): Locator {
    return this.page.locator(`[data-step-id="${step_id}"][data-step-type]`);
  }

  port(step_id: string, port_id: string, kind: "in" | "out"): Locator {
    return this.step(step_id).locator(`[data-port-id="${port_id}"][data-port-kind="${kind}"]`);
  }

  edges(): Locator {
    return this.page.locator("[data-edge-key]");
  }

  edge(key: string): Locator {
    return this.page.locator(`[data-edge-key="${key}"]`);
  }

  paletteEntry(type: string): Locator {
    return this.page.locator(`[data-palette-type="${type}"]`);
  }

  /** Drags an entry of the palette to a place on the canvas, in pixels from the canvas's corner. */
  async dragFromPalette(type: string, x: number, y: number): Promise<void> {
    const canvas = this.page.locator(".react-flow__pane");
    await this.paletteEntry(type).dragTo(canvas, { targetPosition: { x, y } });
  }

  /** Draws an edge with the mouse, from the dot of one port to the dot of another. */
  async drawEdge(
    from: [step_id: string, port_id: string],
    to: [step_id: string, port_id: string],
  ): Promise<void> {
    const source = await centre(this.port(from[0], from[1], "out"));
    const target = await centre(this.port(to[0], to[1], "in"));
    await this.page.mouse.move(source.x, source.y);
    await this.page.mouse.down();
    await this.page.mouse.move((source.x + target.x) / 2, (source.y + target.y) / 2, { steps: 5 });
    await this.page.mouse.move(target.x, target.y, { steps: 5 });
    await this.page.mouse.up();
  }

  async saved(): Promise<void> {
    await expect(this.page.locator("[data-save-state]")).toHaveAttribute("data-save-state", "saved");
  }

  /** The bytes of the downloaded file. */
  async exportFile(): Promise<string> {
    await this.button("Export").click();
    const download = this.page.waitForEvent("download");
    await this.page.getByRole("menuitem", { name: /download/i }).click();
    const stream = await (await download).createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks).toString("utf8");
  }
}

async function centre(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error("The port is not on the screen.");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
