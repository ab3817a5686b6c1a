import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** All that can differ between two colour schemes: the rest has been looked at in the other one. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** What axe finds serious or critical on the page as it stands, with the elements concerned. */
export async function seriousViolations(page: Page, only: "all" | "colours" = "all"): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (only === "colours" ? axe.withRules(COLOUR_RULES) : axe).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`);
}
