import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitrarySegment, aSegment, edgeBetween } from "../testing/builders.ts";
import { testCatalog } from "../testing/test-catalog.ts";
import { connectionProblem } from "./connection.ts";
import { buildGraph } from "./graph.ts";
import { validateSegment } from "./validate.ts";

const chain = aSegment()
  .step("a", "transform")
  .step("b", "transform")
  .step("c", "transform", undefined, { inputs: [{ port_id: "input", data_type: "string" }] })
  .step("h", "http_action")
  .edge("a", "b")
  .edge("b", "c")
  .build();

describe("connectionProblem", () => {
  const graph = buildGraph(chain, testCatalog);

  test.each([
    ["a", "c", null],
    ["h", "a", null],
    ["a", "a", "EDGE_SELF"],
    ["a", "b", "EDGE_DUPLICATE"],
    ["c", "a", "CYCLE"],
    ["b", "a", "CYCLE"],
    ["ghost", "a", "EDGE_STEP_MISSING"],
    ["a", "ghost", "EDGE_STEP_MISSING"],
    ["a.other", "c", "EDGE_PORT_MISSING"],
    ["a", "c.other", "EDGE_PORT_MISSING"],
    ["h.response", "c", "EDGE_TYPE_MISMATCH"],
  ])("%s to %s: %s", (source, target, code) => {
    expect(connectionProblem(graph, edgeBetween(source, target))?.code ?? null).toBe(code);
  });

  test("agrees with validation: an edge is refused exactly when adding it brings an error", () => {
    const place = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat());
    fc.assert(
      fc.property(
        arbitrarySegment(testCatalog, { maxSteps: 6 }),
        place,
        (segment, [from, to, source, target]) => {
          const known = buildGraph(segment, testCatalog);
          const ids = [...known.steps.keys()];
          const first = known.steps.get(ids[from % ids.length] ?? "");
          const second = known.steps.get(ids[to % ids.length] ?? "");
          const output = first?.ports.outputs[source % first.ports.outputs.length];
          const input = second?.ports.inputs[target % second.ports.inputs.length];
          if (!first || !second || !output || !input) return;
          const edge = edgeBetween(
            `${first.step.step_id}.${output.port_id}`,
            `${second.step.step_id}.${input.port_id}`,
          );
          const issues = validateSegment(
            { ...segment, edges: [...(segment.edges ?? []), edge] },
            testCatalog,
          );
          const codes = issues.filter((issue) => issue.severity === "error").map((issue) => issue.code);
          const problem = connectionProblem(known, edge);
          expect(codes).toEqual(problem ? [problem.code] : []);
        },
      ),
      { numRuns: 500 },
    );
  });
});
