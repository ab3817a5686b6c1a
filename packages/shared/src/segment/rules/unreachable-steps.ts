import type { SegmentGraph } from "../graph.ts";
import type { Issue } from "../issue.ts";
import { type RuleContext, warningAt } from "./context.ts";
import { knots } from "./cycles.ts";

export function unreachableSteps({ graph }: RuleContext): Issue[] {
  const reached = reachable(graph);
  const onCycle = new Set(knots(graph).flat());
  return [...graph.steps.values()].flatMap(({ step, index, incoming, outgoing }) => {
    const path = `/steps/${index}`;
    if (!reached.has(step.step_id)) {
      if (onCycle.has(step.step_id)) return [];
      const message = `No way leads to the step "${step.step_id}" from a step where the run begins. Connect it or remove it.`;
      return [warningAt("STEP_UNREACHABLE", path, message, step.step_id)];
    }
    if (graph.steps.size === 1 || incoming.length + outgoing.length > 0) return [];
    const message = `The step "${step.step_id}" is not connected to any other. Connect it or remove it.`;
    return [warningAt("STEP_UNREACHABLE", path, message, step.step_id)];
  });
}

function reachable(graph: SegmentGraph): Set<string> {
  const reached = new Set(
    [...graph.steps].filter(([, step]) => step.incoming.length === 0).map(([step_id]) => step_id),
  );
  // A set hands out what is added while it is walked.
  for (const step_id of reached) {
    for (const edge of graph.steps.get(step_id)?.outgoing ?? []) reached.add(edge.target_step);
  }
  return reached;
}
