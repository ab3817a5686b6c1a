import { defineConfig } from "@playwright/test";

// The path of a browser comes from `npm test`; run alone, Playwright takes its own.
const executablePath = process.env.CHROME_PATH;

export default defineConfig({
  testDir: "specs",
  outputDir: "../test-results",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 2,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  retries: 0,
  use: {
    viewport: { width: 1440, height: 900 },
    // Without its film, which takes a quarter of the time: what the page held is in the trace, how it looked at the
    // end in the picture.
    trace: { mode: "retain-on-failure", screenshots: false },
    screenshot: "only-on-failure",
    permissions: ["clipboard-read", "clipboard-write"],
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
