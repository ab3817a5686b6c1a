// Finds a browser for the end-to-end tests: the user's own, else Playwright's, else one that can be installed.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fail, ROOT } from "./toolchain.mjs";

const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The path of a Chromium or Chrome, brought first if there is none. */
export function findBrowser(node) {
  const found = present();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    console.log("Installing Debian's Chromium for the browser tests…");
    run("apt-get", ["update", "-qq"]);
    run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"]);
  } else {
    console.log("Downloading Playwright's Chromium for the browser tests…");
    run(node, [join(ROOT, "e2e/node_modules/@playwright/test/cli.js"), "install", "chromium"]);
  }
  const brought = present();
  if (!brought) {
    fail("No browser for the end-to-end tests. Install Chromium or Chrome, or set CHROME_PATH to one.");
  }
  return brought;
}

function present() {
  const { chromium } = createRequire(join(ROOT, "e2e/package.json"))("@playwright/test");
  return [process.env.CHROME_PATH, ...INSTALLED, chromium.executablePath()].find(
    (path) => path && existsSync(path),
  );
}

function run(command, args) {
  spawnSync(command, args, { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
}
