import { expect, type Locator, type Page } from "@playwright/test";

/** The text of the segment beside the canvas. */
export class JsonPane {
  readonly page: Page;
  readonly pane: Locator;
  readonly text: Locator;

  constructor(page: Page) {
    this.page = page;
    this.pane = page.getByRole("region", { name: "JSON", exact: true });
    this.text = page.getByRole("textbox", { name: "JSON of this segment" });
  }

  async show(): Promise<void> {
    await this.page.getByRole("button", { name: "JSON beside the canvas" }).click();
    await expect(this.text).toBeVisible();
  }

  line(words: string): Locator {
    return this.text.locator(".cm-line", { hasText: words }).first();
  }

  /** Puts the cursor behind the last character of a line. */
  async cursorAtEnd(words: string): Promise<void> {
    await this.line(words).click();
    await this.page.keyboard.press("End");
  }

  async is(phase: "in_step" | "broken" | "apart"): Promise<void> {
    await expect(this.pane).toHaveAttribute("data-json-phase", phase);
  }
}
