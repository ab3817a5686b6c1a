import { IdSchema } from "@worktrail/shared/segment/schema";
import { expect, test } from "vitest";
import { freeId, idProblem, suggestId } from "./segment-id.ts";

test.each([
  ["Data pipeline (2)", "data_pipeline_2"],
  ["Übermäßige Prüfung", "uberma_ige_prufung"],
  ["3 wise steps", "wise_steps"],
  ["  ", "segment"],
  ["数据", "segment"],
  ["constructor", "segment"],
])("the name %j suggests the id %s", (name, id) => {
  expect(suggestId(name)).toBe(id);
});

test("a suggested id is valid, however long the name is", () => {
  expect(IdSchema.safeParse(suggestId("word ".repeat(100))).success).toBe(true);
  expect(IdSchema.safeParse(freeId("a".repeat(64), new Set(["a".repeat(64)]))).success).toBe(true);
});

test("a taken id gets the first free number", () => {
  expect(freeId("report", new Set())).toBe("report");
  expect(freeId("report", new Set(["report", "report_2"]))).toBe("report_3");
});

test("an id that cannot be used says why", () => {
  const taken = new Set(["report"]);
  expect(idProblem("", taken)).toMatch(/Give/);
  expect(idProblem("Report", taken)).toMatch(/lower-case/);
  expect(idProblem("report", taken)).toMatch(/exists already/);
  expect(idProblem("report_2", taken)).toBeNull();
});
