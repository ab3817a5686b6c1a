import { expect, type Locator, type Page } from "@playwright/test";

/** The list of all runs. */
export class RunsPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(query = ""): Promise<void> {
    await this.page.goto(`/runs${query}`);
  }

  row(run_id: string): Locator {
    return this.page.locator(`[data-run-id="${run_id}"]`);
  }

  rows(): Locator {
    return this.page.locator("[data-run-id]");
  }

  get search(): Locator {
    return this.page.getByRole("searchbox", { name: "Search in input, output and error" });
  }

  /** The switch of a status, with how many runs have it. */
  status(word: string): Locator {
    return this.page.getByRole("group", { name: "Status" }).getByRole("button", { name: word });
  }

  get selected(): Locator {
    return this.page.getByRole("region", { name: "Selected runs" });
  }

  get report(): Locator {
    return this.page.getByRole("status", { name: "What became of it" });
  }

  async shows(run_ids: readonly string[]): Promise<void> {
    await expect(this.rows()).toHaveCount(run_ids.length);
    for (const run_id of run_ids) await expect(this.row(run_id)).toBeVisible();
  }
}
