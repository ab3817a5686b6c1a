// `pnpm bench:canvas`: our canvas beside plain React Flow, in one run, against what we want to reach.
// ROUNDS=1 for a quick look, ONLY=plain,editor,run,huge for some of it, KEEP=1 prints every round as JSON.
import { createRequire } from "node:module";
import { join } from "node:path";
import { findBrowser } from "../../../scripts/browser.mjs";
import { ROOT } from "../../../scripts/toolchain.mjs";
import { measureEditor, measureHuge, measurePlain, measureRun } from "./driver/measure.mjs";
import { openSite } from "./driver/site.mjs";
import { printTable } from "./driver/table.mjs";

const { chromium } = createRequire(join(ROOT, "e2e/package.json"))("@playwright/test");
const rounds = Number(process.env.ROUNDS ?? 3);
const only = process.env.ONLY?.split(",") ?? ["plain", "editor", "run", "huge"];
const measures = { plain: measurePlain, editor: measureEditor, run: measureRun, huge: measureHuge };

const site = await openSite();
const browser = await chromium.launch({
  executablePath: findBrowser(process.execPath),
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
});
const rows = { plain: [], editor: [], run: [], huge: [] };
try {
  for (let round = 0; round < rounds; round++) {
    for (const part of only) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      const row = await measures[part](context, site.url);
      rows[part].push(row);
      await context.close();
      if (process.env.KEEP) console.log(JSON.stringify({ part, round, ...row }));
    }
  }
  printTable(rows, rounds);
} finally {
  await browser.close();
  site.close();
}
