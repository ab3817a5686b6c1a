// The page of a run in a real browser: when the badge of each step changed, on the shared clock.
import { createRequire } from "node:module";
import { join } from "node:path";
import { sharedNow } from "../child.ts";
import { killAtExit } from "../kill-at-exit.ts";
import { findBrowser, ROOT } from "./scripts.ts";

/** What is used of Playwright, which belongs to the end-to-end tests. */
type Page = {
  goto(url: string): Promise<unknown>;
  waitForURL(url: string): Promise<void>;
  waitForSelector(selector: string): Promise<unknown>;
  evaluate(code: string): Promise<unknown>;
};
type Browser = {
  newPage(options: object): Promise<Page>;
  close(): Promise<void>;
};
type Playwright = { chromium: { launch(options: object): Promise<Browser> } };

/** Readings of the page's clock; the one that took the shortest time tells most. */
const READINGS = 40;

export type Badges = {
  signIn(link: string): Promise<void>;
  /** Resolves once the page shows this step as running. */
  open(url: string, step_id: string): Promise<void>;
  /** When each step became completed on the page that is open; `within_ms` is how exact the clocks agree. */
  report(): Promise<{ completed: Map<string, number>; within_ms: number }>;
  close(): Promise<void>;
};

export async function openBadges(): Promise<Badges> {
  const { chromium }: Playwright = createRequire(join(ROOT, "e2e/package.json"))("@playwright/test");
  const browser = await chromium.launch({
    executablePath: findBrowser(process.execPath),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
  killAtExit(() => void browser.close());
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  return {
    signIn: async (link) => {
      await page.goto(link);
      await page.waitForURL("**/segments");
    },
    open: async (url, step_id) => {
      await page.goto(url);
      await page.waitForSelector(`[data-step-id="${step_id}"][data-status="running"]`);
      await page.evaluate(NOTE_BADGES);
    },
    report: async () => {
      const { offset, within_ms } = await compareClocks(page);
      const noted = (await page.evaluate("window.badges")) as [step_id: string, at_ms: number][];
      return { completed: new Map(noted.map(([step_id, at]) => [step_id, at + offset])), within_ms };
    },
    close: () => browser.close(),
  };
}

/** Code of the page: this project's server knows no browser. */
const NOTE_BADGES = `
  window.badges = [];
  new MutationObserver((changes) => {
    const now = performance.now();
    for (const { target } of changes)
      if (target.dataset.status === "completed") window.badges.push([target.dataset.stepId, now]);
  }).observe(document.body, { attributes: true, attributeFilter: ["data-status"], subtree: true });
`;

/** What has to be added to the page's clock to have the shared one. */
async function compareClocks(page: Page): Promise<{ offset: number; within_ms: number }> {
  let best = { offset: 0, within_ms: Number.POSITIVE_INFINITY };
  for (let reading = 0; reading < READINGS; reading++) {
    const before = sharedNow();
    const there = Number(await page.evaluate("performance.now()"));
    const after = sharedNow();
    const within_ms = (after - before) / 2;
    if (within_ms < best.within_ms) best = { offset: (before + after) / 2 - there, within_ms };
  }
  return best;
}
