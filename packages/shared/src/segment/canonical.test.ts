import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitrarySegment, aSegment } from "../testing/builders.ts";
import { exportSegment } from "./canonical.ts";
import { parseSegmentText } from "./parse.ts";
import type { Segment } from "./schema.ts";

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, key === "config" ? part : shuffled(part)]),
  );
}

test("export, parse, export gives the same bytes, and parse gives the same segment", () => {
  fc.assert(
    fc.property(arbitrarySegment(), (segment) => {
      const text = exportSegment(segment);
      const parsed = parseSegmentText(text);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
      expect(parsed.segment).toEqual(segment);
      expect(exportSegment(parsed.segment)).toBe(text);
    }),
  );
});

test("the order in which the contract's keys were written does not show", () => {
  fc.assert(
    fc.property(arbitrarySegment(), (segment) => {
      expect(exportSegment(shuffled(segment) as Segment)).toBe(exportSegment(segment));
    }),
  );
});

test("the keys of a config and of a schema keep their order", () => {
  const segment = aSegment()
    .step("a", "transform", { mapping: { zebra: "1", apple: "2" } })
    .with({ input_schema: { type: "object", properties: { last: {}, first: {} } } })
    .build();
  const text = exportSegment(segment);
  expect(text.indexOf("zebra")).toBeLessThan(text.indexOf("apple"));
  expect(text.indexOf('"last"')).toBeLessThan(text.indexOf('"first"'));
});

test("the text has two spaces of indent, a newline at the end and nothing for undefined", () => {
  const segment: Segment = {
    segment_id: "a",
    name: "A",
    version: "1.0.0",
    description: undefined,
    steps: [],
  };
  expect(exportSegment(segment)).toBe(
    '{\n  "segment_id": "a",\n  "name": "A",\n  "version": "1.0.0",\n  "steps": []\n}\n',
  );
});
