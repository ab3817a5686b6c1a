import { expect, test } from "vitest";
import { localPath } from "./local-path.ts";

test.each(["/segments", "/runs/r1?tab=events#top", "/"])("%s is a page of this app", (path) => {
  expect(localPath(path)).toBe(path);
});

test.each([
  "https://example.org",
  "//example.org",
  "/\\example.org",
  "/\t/example.org",
  "javascript:alert(1)",
  "",
  undefined,
])("%j does not lead on after signing in", (path) => {
  expect(localPath(path)).toBeUndefined();
});
