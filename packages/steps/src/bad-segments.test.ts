import { parseSegment, parseSegmentText } from "@worktrail/shared/segment/parse";
import { validateSegment } from "@worktrail/shared/segment/validate";
import { badSegments } from "@worktrail/shared/testing/bad-segments";
import { describe, expect, test } from "vitest";
import { catalog } from "./contracts.ts";

describe("the shipped catalog finds in every bad segment what is wrong with it", () => {
  test.each(badSegments)("$outcome: $name", ({ given, outcome, code, path }) => {
    const parsed = typeof given === "string" ? parseSegmentText(given) : parseSegment(given);
    const issues = parsed.ok ? validateSegment(parsed.segment, catalog) : parsed.issues;
    expect(parsed.ok).toBe(outcome !== "refused");
    const severity = outcome === "warning" ? "warning" : "error";
    const found = issues.map((issue) => [issue.severity, issue.code, issue.path]);
    expect(found).toContainEqual([severity, code, path]);
    for (const { message } of issues) {
      expect(message).toMatch(/[.?]$/);
      expect(message).not.toMatch(/undefined|\[object|Invalid input|Error:|node_modules/);
    }
  });
});
