import { connectionProblem } from "@worktrail/shared/segment/connection";
import { edgeKey, type SegmentGraph } from "@worktrail/shared/segment/graph";
import type { Edge } from "@worktrail/shared/segment/schema";

export type ConnectTarget = {
  readonly key: string;
  readonly edge: Edge;
  readonly step_name: string;
  /** Ports are named where there is a choice. */
  readonly from_port: string | null;
  readonly to_port: string | null;
};

/** Every edge that may lead out of a step, in the order of the segment. */
export function connectTargets(graph: SegmentGraph, step_id: string): ConnectTarget[] {
  const from = graph.steps.get(step_id);
  if (!from) return [];
  const targets: ConnectTarget[] = [];
  for (const to of graph.steps.values()) {
    for (const output of from.ports.outputs) {
      for (const input of to.ports.inputs) {
        const edge = {
          source_step: step_id,
          source_port: output.port_id,
          target_step: to.step.step_id,
          target_port: input.port_id,
        };
        if (connectionProblem(graph, edge)) continue;
        targets.push({
          key: edgeKey(edge),
          edge,
          step_name: to.step.name || to.contract?.display_name || to.step.step_id,
          from_port: from.ports.outputs.length > 1 ? output.port_id : null,
          to_port: to.ports.inputs.length > 1 ? input.port_id : null,
        });
      }
    }
  }
  return targets;
}
