import { templates } from "@worktrail/templates/templates";
import { expect, test } from "vitest";
import { findTemplates } from "./find-templates.ts";

const ids = (query: string, category: Parameters<typeof findTemplates>[2] = null) =>
  findTemplates(templates, query, category).map(({ segment }) => segment.segment_id);

test("without words all are there, in their order", () => {
  expect(ids("  ")).toEqual(templates.map(({ segment }) => segment.segment_id));
});

test("a word is found in the name, the tags, the description and the types of the steps", () => {
  expect(ids("Webhook")[0]).toBe("webhook_normalizer");
  expect(ids("four eyes")[0]).toBe("cv_screening");
  expect(ids("bicycle")).toEqual([]);
  expect(ids("parallel join")).toContain("survey_summary");
  expect(ids("http_action")).toContain("price_monitor");
});

test("every word must be there, and a name counts more than a step", () => {
  expect(ids("report sources")).toEqual(["daily_report"]);
  expect(ids("approval")[0]).toBe("invoice_approval");
  expect(ids("approval zebra")).toEqual([]);
});

test("a category leaves only its own", () => {
  expect(ids("", "Data").sort()).toEqual(["data_quality", "webhook_normalizer"]);
  expect(ids("invoice", "Data")).toEqual([]);
});
