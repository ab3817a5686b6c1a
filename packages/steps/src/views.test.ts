import type { JsonObject } from "@worktrail/shared/json";
import { expect, test } from "vitest";
import type { StepTypeId } from "./contracts.ts";
import { views } from "./views.tsx";

const CAPTIONS: [StepTypeId, JsonObject, string][] = [
  ["llm_agent", { model: "demo/echo" }, "demo/echo · simulation"],
  ["llm_agent", { model: "gpt-4o-mini", output_schema: {} }, "gpt-4o-mini · structured"],
  ["llm_agent", {}, "Choose a model"],
  ["http_action", { method: "GET", url: "https://api.example.com/orders?page=1" }, "GET /orders"],
  ["http_action", { method: "POST", url: "{{ run.input.base_url }}/demo/orders" }, "POST /demo/orders"],
  ["http_action", { url: "https://api.example.com" }, "GET api.example.com"],
  ["http_action", { url: "{{ data.url }}" }, "GET {{ data.url }}"],
  ["human_task", { assignee_ref: "manager@company.com" }, "approval · manager@company.com"],
  ["human_task", { task_type: "choice", options: ["a", "b"] }, "choice · 2 options · anyone"],
  ["human_task", { task_type: "review", candidate_groups: ["editors"] }, "review · editors"],
  ["condition", { expression: "data.total >\n 1000" }, "data.total > 1000"],
  ["parallel_split", { branches: 3 }, "3 branches"],
  ["parallel_join", { branches: 3, strategy: "first" }, "first of 3"],
  ["transform", { mapping: { a: "1", b: "2" } }, "2 fields"],
  ["transform", { expression: "data.items" }, "data.items"],
];

test.each(CAPTIONS)("The caption of a %s with %j is %s", (type, config, caption) => {
  expect(views[type].caption(config)).toBe(caption);
});
