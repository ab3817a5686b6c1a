import { catalog } from "@worktrail/steps/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { edge, segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { findInSegment, MAX_MATCHES } from "./find-in-segment.ts";
import { EMPTY_QUERY, type FindQuery, textFinder } from "./find-query.ts";

const drawing = segmentOf(
  [
    step("fetch_orders", {
      step_type: "http_action",
      name: "Fetch orders",
      config: { url: "https://shop.test/Orders", method: "GET", headers: { Accept: "text/orders" } },
    }),
    step("total", { config: { expression: "sum(steps.fetch_orders.output.map(order, order.price))" } }),
    step("odd", { step_type: "not_known", config: { deep: [{ order: 12 }] } }),
  ],
  [edge("fetch_orders", "total")],
  {
    description: "Adds up orders",
    notes: [
      { note_id: "n1", text: "Orders of today", position: { x: 0, y: 0 }, size: { width: 9, height: 9 } },
    ],
    groups: [{ group_id: "g1", title: "Order book", step_ids: ["total"] }],
  },
);

function places(text: string, rest: Partial<FindQuery> = {}): string[] {
  return findInSegment(drawing, { ...EMPTY_QUERY, text, ...rest }, catalog).matches.map(
    ({ pointer }) => pointer,
  );
}

test("everything that holds words is searched, in the order of the document", () => {
  expect([...new Set(places("order"))]).toEqual([
    "/description",
    "/steps/0/name",
    "/steps/0/step_id",
    "/steps/0/config/url",
    "/steps/0/config/headers/Accept",
    "/steps/1/config/expression",
    "/notes/0/text",
    "/groups/0/title",
  ]);
  expect(places("output")).toContain("/edges/0/source_port");
});

test("values that are not texts, names of headers and types are found too", () => {
  expect(places("12")).toEqual(["/steps/2/config/deep/0/order"]);
  expect(places("Accept")).toEqual(["/steps/0/config/headers/Accept"]);
  expect(places("HTTP request")).toEqual([]);
  expect(places("Transform")).toEqual(["/steps/1/step_type", "/steps/1/step_type"]);
  expect(places("not_known")).toEqual(["/steps/2/step_type"]);
});

test("case, whole words and patterns narrow what is found", () => {
  expect(places("Orders", { match_case: true })).toEqual(["/steps/0/config/url", "/notes/0/text"]);
  expect(places("order", { whole_word: true })).toEqual([
    "/steps/1/config/expression",
    "/steps/1/config/expression",
    "/groups/0/title",
  ]);
  expect(places("^fetch.+s$", { pattern: true })).toEqual(["/steps/0/name", "/steps/0/step_id"]);
});

test("a scope leaves the other fields out", () => {
  expect(places("order", { scope: "names" })).toEqual([
    "/steps/0/name",
    "/steps/0/step_id",
    "/groups/0/title",
  ]);
  expect(new Set(places("order", { scope: "expressions" }))).toEqual(new Set(["/steps/1/config/expression"]));
  expect(places("order", { scope: "config" })).not.toContain("/steps/0/name");
});

test("a pattern that is wrong finds nothing and says why", () => {
  expect(findInSegment(drawing, { ...EMPTY_QUERY, text: "(", pattern: true }, catalog)).toMatchObject({
    matches: [],
    problem: expect.stringMatching(/RE2/),
  });
});

test("property: each hit is a place where the text stands, and hits do not overlap", () => {
  const letters = fc.string({
    unit: fc.constantFrom("a", "A", "b", "_", " ", "İ", "ß", "😀", "."),
    maxLength: 12,
  });
  const query = fc.record({ text: letters, match_case: fc.boolean(), whole_word: fc.boolean() });
  fc.assert(
    fc.property(letters, query, (text, wanted) => {
      const finder = textFinder({ ...EMPTY_QUERY, ...wanted });
      const hits = finder.ok ? finder.find(text, 100) : [];
      let last = 0;
      for (const { start, end } of hits) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        if (wanted.match_case) expect(text.slice(start, end)).toBe(wanted.text);
        last = end;
      }
      const expected = wanted.match_case && !wanted.whole_word && wanted.text !== "";
      if (expected) expect(hits.length).toBe(text.split(wanted.text).length - 1);
    }),
  );
});

test("property: a literal finds what its escaped pattern finds", () => {
  const texts = fc.string({ unit: fc.constantFrom("a", "B", "(", "*", "\\", "/", "-"), maxLength: 8 });
  fc.assert(
    fc.property(texts, texts, (text, literal) => {
      const escaped = literal.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
      const one = textFinder({ ...EMPTY_QUERY, text: literal });
      const other = textFinder({ ...EMPTY_QUERY, text: escaped, pattern: true });
      expect(one.ok && one.find(text, 99)).toEqual(other.ok && other.find(text, 99));
    }),
  );
});

test("2,000 steps are searched within 50 ms once they are known, and a flood of matches is cut", () => {
  const steps = Array.from({ length: 2_000 }, (_, index) =>
    step(`step_${index}`, {
      step_type: "http_action",
      name: `Fetch page ${index}`,
      config: {
        url: `{{ run.input.base_url }}/pages/${index}`,
        method: "GET",
        headers: { Accept: "application/json" },
        query: { page: String(index), size: "100" },
      },
    }),
  );
  const large = segmentOf(steps);
  const look = (text: string) => findInSegment(large, { ...EMPTY_QUERY, text }, catalog);
  look("x");
  const times = ["page 7", "accept", "base_url", "step_199", "zzz"].map((text) => {
    const started = performance.now();
    look(text);
    return performance.now() - started;
  });
  expect(times.toSorted((a, b) => a - b)[2]).toBeLessThan(50);
  expect(look("e")).toMatchObject({ more: true, matches: { length: MAX_MATCHES } });
});
