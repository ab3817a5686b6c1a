import { expect, type Locator, type Page } from "@playwright/test";

/** Finding and replacing, over the canvas. */
export class FindPanel {
  readonly panel: Locator;
  readonly query: Locator;
  readonly count: Locator;

  constructor(page: Page) {
    this.panel = page.getByRole("search", { name: "Find in this segment" });
    this.query = this.panel.getByRole("textbox", { name: "Find", exact: true });
    this.count = this.panel.getByRole("status");
  }

  button(name: string): Locator {
    return this.panel.getByRole("button", { name, exact: true });
  }

  async isFound(step: Locator, found: boolean): Promise<void> {
    if (found) await expect(step).toHaveAttribute("data-found", "true");
    else await expect(step).not.toHaveAttribute("data-found");
  }
}
