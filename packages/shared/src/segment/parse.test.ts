import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitrarySegment, aSegment } from "../testing/builders.ts";
import { testCatalog } from "../testing/test-catalog.ts";
import { exportSegment } from "./canonical.ts";
import { parseSegment, parseSegmentText } from "./parse.ts";
import { validateSegment } from "./validate.ts";

const POINTER = /^(\/([^~/]|~0|~1)*)*$/;

type Spot = { parent: Record<string, unknown>; key: string };

/** Every place in a JSON value that can be changed. */
function spotsOf(value: unknown): Spot[] {
  if (typeof value !== "object" || value === null) return [];
  const parent = value as Record<string, unknown>;
  return Object.keys(parent).flatMap((key) => [{ parent, key }, ...spotsOf(parent[key])]);
}

const mutation = fc.record({
  spot: fc.nat(),
  how: fc.constantFrom("remove", "replace", "rename", "swap", "repeat"),
  value: fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom("", "__proto__", "\u0000", "\ud800", Number.POSITIVE_INFINITY, -0, 2 ** 60),
  ),
  key: fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "stepType", "0", "step_id")),
  other: fc.nat(),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer Value> ? Value : never;

function mutate(root: unknown, { spot, how, value, key, other }: Mutation): void {
  const spots = spotsOf(root);
  const at = spots[spot % spots.length];
  const second = spots[other % spots.length];
  if (!at || !second) return;
  const define = (name: string, to: unknown) =>
    Object.defineProperty(at.parent, name, {
      value: to,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  if (how === "remove") delete at.parent[at.key];
  else if (how === "replace") define(at.key, value);
  else if (how === "rename") define(key, at.parent[at.key]);
  else if (how === "swap") define(at.key, JSON.parse(JSON.stringify(second.parent[second.key] ?? null)));
  else if (Array.isArray(at.parent)) at.parent.push(at.parent[Number(at.key)]);
}

describe("parseSegment", () => {
  test("answers 10,000 mutations of good segments with a segment or with located issues, and never throws", () => {
    fc.assert(
      fc.property(
        arbitrarySegment(testCatalog, { maxSteps: 5, maxEdges: 6 }),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        (segment, mutations) => {
          const value: unknown = JSON.parse(JSON.stringify(segment));
          for (const each of mutations) mutate(value, each);
          const parsed = parseSegment(value);
          const issues = parsed.ok ? validateSegment(parsed.segment, testCatalog) : parsed.issues;
          if (!parsed.ok) expect(issues.length).toBeGreaterThan(0);
          for (const issue of issues) {
            if (!POINTER.test(issue.path) || issue.message === "") throw new Error(JSON.stringify(issue));
          }
          if (parsed.ok) expect(parseSegmentText(exportSegment(parsed.segment)).ok).toBe(true);
        },
      ),
      { numRuns: 10_000, seed: 7 },
    );
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  }, 30_000);

  test("never throws on any text", () => {
    const pieces = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"',
      "\\",
      '"steps"',
      "1",
      "-",
      "e",
      "null",
      " ",
      "\n",
      "\u0000",
      "é",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const text = parts.join("");
        const parsed = parseSegmentText(text);
        expect(parsed.ok).toBe(false);
      }),
      { numRuns: 3_000 },
    );
  });

  test("reads every JSON text as JSON.parse does, except for what it refuses", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const segment = { ...aSegment().step("a", "transform").build(), metadata: { value } };
        const parsed = parseSegmentText(JSON.stringify(segment, null, 1));
        if (parsed.ok) expect(parsed.segment).toEqual(JSON.parse(JSON.stringify(segment)));
        else expect(parsed.issues[0]?.code).toMatch(/^(JSON_FORBIDDEN_|NUMBER_INVALID)/);
      }),
    );
  });

  test("reports every wrong place, with the step that it is in", () => {
    const parsed = parseSegment({
      segment_id: "a",
      name: "A",
      version: "1.0.0",
      steps: [{ step_id: "x", step_typ: "transform", retry: { max_attempts: 0 } }],
    });
    expect(parsed.ok ? [] : parsed.issues.map(({ path, step_id }) => [path, step_id])).toEqual([
      ["/steps/0/step_type", "x"],
      ["/steps/0/retry/max_attempts", "x"],
      ["/steps/0/step_typ", "x"],
    ]);
  });

  test("stops reporting at 100 places", () => {
    const steps = Array.from({ length: 500 }, () => ({}));
    const parsed = parseSegment({ segment_id: "a", name: "A", version: "1.0.0", steps });
    expect(parsed.ok ? 0 : parsed.issues.length).toBe(100);
  });

  test("accepts 32 levels of nesting and the largest counts", () => {
    let deep: unknown = 0;
    for (let level = 0; level < 29; level++) deep = [deep];
    const steps = Array.from({ length: 2_000 }, (_, index) => ({
      step_id: `s${index}`,
      step_type: "transform",
    }));
    const parsed = parseSegment({
      segment_id: "a",
      name: "A",
      version: "1.0.0",
      steps,
      metadata: { deep, s: "x".repeat(100_000) },
    });
    expect(parsed).toMatchObject({ ok: true });
  });

  test("whatever is accepted by size can be exported and read back", () => {
    for (const count of [1_000, 40_000, 90_000, 110_000]) {
      const metadata = { x: Array.from({ length: count }, () => "€€") };
      const parsed = parseSegment({ ...aSegment().build(), metadata });
      if (parsed.ok) expect(parseSegmentText(exportSegment(parsed.segment)).ok).toBe(true);
      else expect(parsed.issues[0]?.code).toBe("LIMIT_BYTES");
    }
  });
});
