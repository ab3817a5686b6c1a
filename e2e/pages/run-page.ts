import { expect, type Locator, type Page } from "@playwright/test";

/** A run on the canvas. */
export class RunPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(run_id: string): Promise<void> {
    await this.page.goto(`/runs/${run_id}`);
  }

  step(step_id: string): Locator {
    return this.page.locator(`[data-step-id="${step_id}"][data-step-type]`);
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  async stepIs(step_id: string, status: string): Promise<void> {
    await expect(this.step(step_id)).toHaveAttribute("data-status", status, { timeout: 20_000 });
  }

  async is(status: string): Promise<void> {
    await expect(this.page.locator("[data-run-status]").first()).toHaveAttribute("data-run-status", status, {
      timeout: 30_000,
    });
  }

  /** What the page shows of the steps: `{ step_id: status }`. Poll it: a run's record can be there before its events. */
  async statuses(): Promise<Record<string, string>> {
    return this.page
      .locator("[data-step-id][data-step-type]")
      .evaluateAll((steps) =>
        Object.fromEntries(
          steps.map((step) => [step.getAttribute("data-step-id"), step.getAttribute("data-status")]),
        ),
      );
  }
}
