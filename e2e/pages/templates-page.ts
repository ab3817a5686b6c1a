import type { Locator, Page } from "@playwright/test";

/** The gallery of templates. */
export class TemplatesPage {
  readonly page: Page;
  readonly search: Locator;

  constructor(page: Page) {
    this.page = page;
    this.search = page.getByRole("searchbox", { name: "Search templates" });
  }

  async open(): Promise<void> {
    await this.page.goto("/templates");
  }

  cards(): Locator {
    return this.page.locator("[data-template-id]");
  }

  card(template_id: string): Locator {
    return this.page.locator(`[data-template-id="${template_id}"]`);
  }

  use(): Locator {
    return this.page.getByRole("button", { name: "Use this template", exact: true });
  }
}
