import { expect, test } from "vitest";
import { shortConfig } from "./short-config.ts";

test("settings are one line each, long ones cut, empty ones left out", () => {
  const lines = shortConfig({
    url: "https://example.com",
    prompt: "a\n b".repeat(80),
    body: { n: 1, text: "x" },
    auth: null,
    title: "",
  });
  expect(lines.map(({ key }) => key)).toEqual(["url", "prompt", "body"]);
  expect(lines[1]?.value).toMatch(/^a ba b.{120,140}…$/);
  expect(lines[2]?.value).toBe("n: 1; text: x");
});

test("beyond eight settings the rest is counted", () => {
  const config = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`k${index}`, index]));
  expect(shortConfig(config).at(-1)).toEqual({ key: "…", value: "and 3 more" });
});
