import type { Segment } from "@worktrail/shared/segment/schema";
import { expect, test } from "vitest";
import { runInput } from "./run-input.ts";

const segment: Segment = {
  segment_id: "s",
  name: "S",
  version: "1.0.0",
  steps: [],
  input_schema: {
    type: "object",
    properties: { city: { type: "string", default: "Lisbon" }, days: { type: "integer" } },
    required: ["city"],
  },
};

test("an input that is left out is made of the schema's defaults", () => {
  expect(runInput(segment, undefined)).toEqual({ city: "Lisbon" });
});

test("fields that are left out get their defaults, those that are given stay", () => {
  expect(runInput(segment, { days: 3 })).toEqual({ city: "Lisbon", days: 3 });
  expect(runInput(segment, { city: "Porto" })).toEqual({ city: "Porto" });
});

test("an input that does not fit is refused with its problems", () => {
  expect(() => runInput(segment, { days: "many" })).toThrow(/days/);
});
