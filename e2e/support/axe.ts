import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

type Rules = "all" | "colours";

/** All that can differ between two colour schemes: the rest has been looked at in the other one. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** With no blank page for the report and no list of what is right, axe takes a third of its time and finds the same. */
export function axe(page: Page, rules: Rules = "all"): AxeBuilder {
  const builder = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode();
  return rules === "colours" ? builder.withRules(COLOUR_RULES) : builder;
}

/** What axe finds serious or critical on the page as it stands, with the elements concerned. */
export async function seriousViolations(page: Page, rules: Rules = "all"): Promise<string[]> {
  const { violations } = await axe(page, rules).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`);
}
