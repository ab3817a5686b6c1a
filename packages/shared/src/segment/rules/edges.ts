import { edgeFaults } from "../connection.ts";
import { edgeKey } from "../graph.ts";
import type { Issue } from "../issue.ts";
import { errorAt, type RuleContext } from "./context.ts";

export function edges({ segment, graph }: RuleContext): Issue[] {
  const first = new Map<string, number>();
  return (segment.edges ?? []).flatMap((edge, index) => {
    const path = `/edges/${index}`;
    const key = edgeKey(edge);
    const earlier = first.get(key);
    if (earlier !== undefined) {
      const message = `The edges ${`/edges/${earlier}`} and ${path} connect the same ports. Remove one of them.`;
      return [errorAt("EDGE_DUPLICATE", path, message, stepOf(edge.source_step))];
    }
    first.set(key, index);
    return edgeFaults(graph, edge).map(({ code, field, message }) => {
      const owner = field === "target_step" || field === "target_port" ? edge.target_step : edge.source_step;
      return errorAt(code, field === null ? path : `${path}/${field}`, message, stepOf(owner));
    });
  });

  function stepOf(step_id: string): string | undefined {
    return graph.steps.has(step_id) ? step_id : undefined;
  }
}
