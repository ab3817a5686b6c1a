import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../json.ts";
import { arbitrarySegment, aSegment } from "../testing/builders.ts";
import { testCatalog } from "../testing/test-catalog.ts";
import { exportLlmteam, importLlmteam, isLlmteamDocument } from "./llmteam.ts";
import { parseSegment } from "./parse.ts";
import { validateSegment } from "./validate.ts";

const document: JsonObject = {
  segment_id: "support",
  name: "Support",
  version: "1.0",
  entrypoint: "ask",
  steps: [
    {
      step_id: "ask",
      type: "llm_agent",
      config: {
        model: "gpt-4o",
        prompt: 'Answer {question} for {customer.name}; JSON like {"a": 1} and {{ now }} stay',
      },
      ports: { inputs: [{ name: "input", type: "any" }], outputs: ["output"] },
      tags: ["x"],
    },
    { step_id: "check", type: "conditional", config: { expression: "data.ok" } },
  ],
  edges: [{ from: "ask", from_port: "output", to: "check", to_port: "input" }],
};

describe("importLlmteam", () => {
  test("reads a document into a segment without errors and says what it changed", () => {
    expect(isLlmteamDocument(document)).toBe(true);
    const { segment, changes } = importLlmteam(document);
    const parsed = parseSegment(segment);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
    expect(validateSegment(parsed.segment, testCatalog)).toEqual([]);
    expect(parsed.segment.steps[0]).toMatchObject({
      step_type: "llm_agent",
      config: {
        prompt:
          'Answer {{ data.question }} for {{ data.customer.name }}; JSON like {"a": 1} and {{ now }} stay',
      },
      inputs: [{ port_id: "input", data_type: "json" }],
      outputs: [{ port_id: "output", data_type: "json" }],
    });
    expect(parsed.segment.steps[1]?.step_type).toBe("condition");
    expect(parsed.segment.edges).toEqual([
      { source_step: "ask", source_port: "output", target_step: "check", target_port: "input" },
    ]);
    expect(parsed.segment.metadata).toEqual({
      llmteam: { entrypoint: "ask", steps: { ask: { tags: ["x"] } } },
    });
    expect(changes).toContain('The version "1.0" is now "1.0.0".');
    expect(changes).toContain("Placeholders such as {name} are now written {{ data.name }}.");
    expect(changes.length).toBeGreaterThan(5);
  });

  test("does not take a segment for a document of the other kind", () => {
    fc.assert(fc.property(arbitrarySegment(), (segment) => !isLlmteamDocument(segment)));
    expect(isLlmteamDocument(null)).toBe(false);
    expect(isLlmteamDocument({ steps: "x" })).toBe(false);
  });

  test("reads ports from one list with directions, and ends with ports in them", () => {
    const { segment } = importLlmteam({
      id: "s",
      name: "S",
      version: "1.0.0",
      steps: [
        {
          id: "a",
          type: "transform",
          ports: [
            { id: "input", direction: "input", type: "dict" },
            { id: "output", direction: "output", type: "weird" },
          ],
        },
      ],
      edges: [{ from: "a.output", to: "a" }],
    });
    expect(segment).toMatchObject({
      segment_id: "s",
      steps: [
        {
          step_id: "a",
          inputs: [{ port_id: "input", data_type: "object" }],
          outputs: [{ data_type: "json" }],
        },
      ],
      edges: [{ source_step: "a", source_port: "output", target_step: "a", target_port: "input" }],
    });
  });

  test("never throws on a document of this kind", () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue()),
        fc.array(fc.jsonValue()),
        fc.jsonValue(),
        (steps, edges, other) => {
          const { segment } = importLlmteam({ entrypoint: "a", steps, edges, other } as Parameters<
            typeof importLlmteam
          >[0]);
          parseSegment(segment);
        },
      ),
    );
  });

  test("what is exported to the dialect comes back as the same steps and edges", () => {
    fc.assert(
      fc.property(arbitrarySegment(), (segment) => {
        const back = importLlmteam(exportLlmteam(segment)).segment;
        expect(back.steps).toEqual(segment.steps);
        expect(back.edges).toEqual(segment.edges);
      }),
    );
    const agent = aSegment().step("a", "llm_agent", { model: "x", prompt: "Hi {{ data.name }}" }).build();
    expect(exportLlmteam(agent)).toMatchObject({
      entrypoint: "a",
      steps: [{ type: "llm_agent", config: { prompt: "Hi {name}" } }],
    });
  });
});
