import { expect, type Locator, type Page } from "@playwright/test";

/** The panel beside the canvas in which a step, or several, are configured. */
export class InspectorPage {
  readonly page: Page;
  readonly panel: Locator;

  constructor(page: Page) {
    this.page = page;
    this.panel = page.getByRole("region", { name: "Inspector" });
  }

  /** A field by its label; for a code field the editor itself, once it has loaded. */
  field(name: string): Locator {
    return this.panel.getByRole("textbox", { name, exact: true });
  }

  code(name: string): Locator {
    return this.panel.locator(`.cm-content[aria-label="${name}"]`);
  }

  /** Puts the cursor at the end of a code field. */
  async enter(name: string): Promise<void> {
    await this.code(name).click();
    await this.page.keyboard.press("ControlOrMeta+End");
  }

  /** Replaces what stands in a code field, by keyboard. */
  async retype(name: string, text: string): Promise<void> {
    await this.code(name).click();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.press("Delete");
    await this.page.keyboard.type(text);
  }

  /** What a field says that it would give. */
  value(name: string): Locator {
    return this.panel.getByLabel(`Value of ${name}`, { exact: true });
  }

  async openSection(name: string): Promise<void> {
    const section = this.panel.locator("details", { has: this.page.getByRole("heading", { name }) }).first();
    if ((await section.getAttribute("open")) === null) await section.locator("summary").first().click();
    await expect(section).toHaveAttribute("open", "");
  }

  /** Opens what lies above a value, level by level: `steps.orders.output`. */
  async unfold(...references: string[]): Promise<void> {
    for (const reference of references) {
      await this.panel.getByRole("button", { name: `Open ${reference}`, exact: true }).click();
    }
  }

  datum(reference: string): Locator {
    return this.panel.locator(`[data-reference="${reference}"]`);
  }

  /** Drags a value with the mouse onto a code field. */
  async dragOnto(reference: string, field: string): Promise<void> {
    await this.datum(reference).dragTo(this.code(field));
  }

  completion(label: string): Locator {
    return this.page.getByRole("option", { name: label });
  }
}
