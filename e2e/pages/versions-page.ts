import type { Locator, Page } from "@playwright/test";

/** What the editor offers around versions: publishing, the history, and the ways out of a conflict. */
export class VersionsPage {
  readonly page: Page;
  readonly conflict: Locator;

  constructor(page: Page) {
    this.page = page;
    this.conflict = page.getByRole("dialog", { name: "This segment was changed elsewhere" });
  }

  /** The publish button in one of its states. */
  publishIs(state: "unpublished" | "published" | "changed" | "invalid" | "failed"): Locator {
    return this.page.locator(`[data-publish-state="${state}"]`);
  }

  /** Opens the publish dialog by its key, names the version and publishes it. */
  async publish(name?: string): Promise<void> {
    await this.page.keyboard.press("Shift+P");
    const dialog = this.page.getByRole("dialog");
    if (name !== undefined) await dialog.getByLabel("Name", { exact: true }).fill(name);
    await dialog.getByRole("button", { name: "Publish", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
  }

  async openHistory(): Promise<void> {
    await this.page.getByRole("button", { name: "Versions" }).click();
    await this.page.getByRole("menuitem", { name: "Version history" }).click();
    await this.page.getByRole("dialog", { name: /^Version history/ }).waitFor();
  }

  version(revision: number): Locator {
    return this.page.locator(`[data-revision="${revision}"]`);
  }

  changedStep(step_id: string): Locator {
    return this.page.locator(`[data-changed-step="${step_id}"]`);
  }

  changes(): Locator {
    return this.page.getByRole("list", { name: "Changes" }).getByRole("listitem");
  }

  /** One of the ways out of a conflict. */
  choose(way: "Theirs" | "Mine" | "Both as a copy" | "Keep both, merged"): Promise<void> {
    return this.conflict.getByRole("button", { name: way }).click();
  }
}
