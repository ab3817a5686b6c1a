// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test, vi } from "vitest";

const earlyScript = readFileSync(join(import.meta.dirname, "../../public/theme.js"), "utf8");

beforeEach(() => {
  localStorage.clear();
  delete document.documentElement.dataset.theme;
  vi.resetModules();
});

test("a chosen theme is applied at once and before the first paint of the next visit", async () => {
  const { useTheme } = await import("./theme.ts");
  useTheme.getState().setTheme("dark");
  expect(document.documentElement.dataset.theme).toBe("dark");

  delete document.documentElement.dataset.theme;
  new Function(earlyScript)();
  expect(document.documentElement.dataset.theme).toBe("dark");
});

test("going back to the system's theme leaves the page to the style sheet", async () => {
  const { useTheme } = await import("./theme.ts");
  useTheme.getState().setTheme("light");
  useTheme.getState().setTheme("system");
  expect(document.documentElement.dataset.theme).toBeUndefined();
  new Function(earlyScript)();
  expect(document.documentElement.dataset.theme).toBeUndefined();
});

test("an unknown stored value counts as the system's theme", async () => {
  localStorage.setItem("worktrail.theme", "sepia");
  const { useTheme } = await import("./theme.ts");
  expect(useTheme.getState().theme).toBe("system");
});
