import type { Locator, Page } from "@playwright/test";

/** Two runs side by side. */
export class ComparePage {
  readonly page: Page;
  readonly differences: Locator;

  constructor(page: Page) {
    this.page = page;
    this.differences = page.getByRole("list", { name: "Differences", exact: true });
  }

  async open(left: string, right: string): Promise<void> {
    await this.page.goto(`/runs/compare?left=${left}&right=${right}`);
  }

  side(letter: "A" | "B"): Locator {
    return this.page.getByRole("region", { name: `Run ${letter}`, exact: true });
  }

  /** The row of a step, or of the runs as a whole, with what is open below it. */
  row(step_id: string): Locator {
    return this.differences.locator(`[data-difference="${step_id}"]`);
  }

  toggle(step_id: string): Locator {
    return this.row(step_id).getByRole("button", { expanded: false }).first();
  }

  /** Both statuses below a card of the canvas. */
  onCard(step_id: string): Locator {
    return this.page.locator(`[data-compared-step="${step_id}"]`);
  }

  /** The path that only one of the runs took. */
  onlyEdge(edge_key: string): Locator {
    return this.page.locator(`[data-only-edge="${edge_key}"]`);
  }
}
