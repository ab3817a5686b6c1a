import { exportSegment } from "@worktrail/shared/segment/canonical";
import { expect, test } from "vitest";
import { TEMPLATE_CATEGORIES } from "./template.ts";
import { templates } from "./templates.ts";

test("every template has an id and a name of its own, and says in a sentence what it is for", () => {
  expect(new Set(templates.map(({ segment }) => segment.segment_id)).size).toBe(templates.length);
  expect(new Set(templates.map(({ segment }) => segment.name)).size).toBe(templates.length);
  for (const { use, tags, needs, segment } of templates) {
    expect(use).toMatch(/^[A-Z].{20,110}\.$/);
    expect(segment.description).toMatch(/\.$/);
    expect(tags.length).toBeGreaterThan(1);
    expect(needs.length).toBeGreaterThan(0);
  }
});

test("no category is empty", () => {
  expect(new Set(templates.map(({ category }) => category))).toEqual(new Set(TEMPLATE_CATEGORIES));
});

test("what a template says that it needs is what its steps use", () => {
  for (const { needs, segment } of templates) {
    const types = new Set(segment.steps.map(({ step_type }) => step_type));
    expect([segment.segment_id, needs.includes("model")]).toEqual([
      segment.segment_id,
      types.has("llm_agent"),
    ]);
    expect([segment.segment_id, needs.includes("people")]).toEqual([
      segment.segment_id,
      types.has("human_task"),
    ]);
    expect([segment.segment_id, needs.includes("api")]).toEqual([
      segment.segment_id,
      types.has("http_action"),
    ]);
  }
});

test("every input of a template has a default, so that it can be run at once", () => {
  for (const { segment } of templates) {
    const { properties = {} } = segment.input_schema ?? {};
    for (const [name, field] of Object.entries(properties as Record<string, object>)) {
      expect([segment.segment_id, name, "default" in field]).toEqual([segment.segment_id, name, true]);
    }
  }
});

test("the templates together use every kind of join, failure policy and task", () => {
  const text = templates.map(({ segment }) => exportSegment(segment)).join("\n");
  for (const words of ['"first"', '"any"', '"all"', '"route"', '"continue"', '"escalate"'])
    expect(text).toContain(words);
  for (const task of ["approval", "choice", "input", "review"])
    expect(text).toContain(`"task_type": "${task}"`);
});
