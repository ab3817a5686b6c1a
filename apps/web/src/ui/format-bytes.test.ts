import { expect, test } from "vitest";
import { formatBytes } from "./format-bytes.ts";

test.each([
  [256_001, "256 kB"],
  [999_400, "999 kB"],
  [999_600, "1 MB"],
  [1_240_000, "1.2 MB"],
  [9_960_000, "10 MB"],
  [50_000_000, "50 MB"],
])("%i bytes are %s", (bytes, said) => {
  expect(formatBytes(bytes)).toBe(said);
});
