import type { Locator, Page } from "@playwright/test";

/** The timeline below the canvas of a run. */
export class TimelinePanel {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async show(): Promise<void> {
    await this.page.getByRole("tab", { name: "Timeline", exact: true }).click();
  }

  row(name: string): Locator {
    const tree = this.page.getByRole("tree", { name: "Steps of the run in time" });
    return tree.getByRole("treeitem", { name: new RegExp(`^${name}:`) });
  }

  bar(row: string, words: RegExp): Locator {
    return this.row(row).getByRole("img", { name: words });
  }

  /** The critical path in words. */
  get path(): Locator {
    return this.page.locator("[data-critical-path]");
  }
}
