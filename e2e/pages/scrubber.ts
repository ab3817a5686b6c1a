import { expect, type Locator, type Page } from "@playwright/test";

/** The moment of a run that is looked at: its slider, its keys, its events. */
export class Scrubber {
  readonly page: Page;
  readonly slider: Locator;

  constructor(page: Page) {
    this.page = page;
    this.slider = page.getByRole("slider", { name: "Moment" });
  }

  button(name: string): Locator {
    return this.page
      .getByRole("region", { name: "Moments of the run" })
      .getByRole("button", { name, exact: true });
  }

  /** The event after which the page shows the run; `newest` while it follows the run. */
  async isAt(moment: number | "newest"): Promise<void> {
    await expect(this.page.locator("[data-moment]")).toHaveAttribute("data-moment", String(moment));
  }

  async showEvents(): Promise<void> {
    await this.page.getByRole("tab", { name: "Events" }).click();
  }

  event(seq: number): Locator {
    return this.page.locator(`[data-event-seq="${seq}"]`);
  }

  async pressOnSlider(key: string): Promise<void> {
    await this.slider.focus();
    await this.page.keyboard.press(key);
  }

  /** Presses the slider at a share of its length, 0 to 1. */
  async pressAt(share: number): Promise<void> {
    const track = await this.slider.locator("xpath=../..").boundingBox();
    if (!track) throw new Error("The slider is not to be seen.");
    await this.page.mouse.click(track.x + track.width * share, track.y + track.height / 2);
  }
}
