import { describe, expect, test } from "vitest";
import { badSegments } from "../testing/bad-segments.ts";
import { testCatalog } from "../testing/test-catalog.ts";
import type { Issue } from "./issue.ts";
import { parseSegment, parseSegmentText } from "./parse.ts";
import { validateSegment } from "./validate.ts";

function issuesOf(given: unknown): { outcome: "refused" | "kept"; issues: Issue[] } {
  const parsed = typeof given === "string" ? parseSegmentText(given) : parseSegment(given);
  if (!parsed.ok) return { outcome: "refused", issues: parsed.issues };
  return { outcome: "kept", issues: validateSegment(parsed.segment, testCatalog) };
}

describe("every bad segment is answered with its place and code", () => {
  test.each(badSegments)("$outcome: $name", ({ given, outcome, code, path }) => {
    const result = issuesOf(given);
    const severity = outcome === "warning" ? "warning" : "error";
    expect(result.outcome).toBe(outcome === "refused" ? "refused" : "kept");
    expect(result.issues.map((issue) => [issue.severity, issue.code, issue.path])).toContainEqual([
      severity,
      code,
      path,
    ]);
  });

  test.each(badSegments.filter(({ outcome }) => outcome !== "warning"))(
    "$name: says what to do",
    ({ given }) => {
      for (const { message } of issuesOf(given).issues) {
        expect(message).toMatch(/^["A-Z_].*[.?]$/s);
        expect(message).not.toMatch(/undefined|\[object|Invalid input|Error:|node_modules/);
        expect(message.length).toBeLessThan(600);
      }
    },
  );

  test("the table is as long as it is meant to be", () => {
    expect(badSegments.length).toBeGreaterThan(100);
  });
});
