import { connectionProblem } from "@worktrail/shared/segment/connection";
import { edgeKey, type SegmentGraph } from "@worktrail/shared/segment/graph";
import type { Edge } from "@worktrail/shared/segment/schema";
import { stepName } from "./step-look.ts";

export type ConnectTarget = {
  readonly key: string;
  readonly edge: Edge;
  readonly step_name: string;
  /** Ports are named where there is a choice: the one that it leaves from, and the one of the step that is named. */
  readonly from_port: string | null;
  readonly to_port: string | null;
};

/** Every edge that may lead out of a step, in the order of the segment. */
export function connectTargets(graph: SegmentGraph, step_id: string): ConnectTarget[] {
  const from = graph.steps.get(step_id);
  if (!from) return [];
  return from.ports.outputs.flatMap((output) =>
    targetsFrom(graph, { source_step: step_id, source_port: output.port_id }, from.ports.outputs.length > 1),
  );
}

/** Where else an edge may lead, and where else it may come from. */
export function otherEnds(graph: SegmentGraph, edge: Edge): { to: ConnectTarget[]; from: ConnectTarget[] } {
  return { to: targetsFrom(graph, edge, false), from: sourcesFor(graph, edge) };
}

type Start = Pick<Edge, "source_step" | "source_port">;

function targetsFrom(graph: SegmentGraph, start: Start, named: boolean): ConnectTarget[] {
  const { source_step, source_port } = start;
  return [...graph.steps.values()].flatMap((to) =>
    to.ports.inputs.flatMap(({ port_id: target_port }): ConnectTarget[] => {
      const edge = { source_step, source_port, target_step: to.step.step_id, target_port };
      if (connectionProblem(graph, edge)) return [];
      const from_port = named ? source_port : null;
      const to_port = to.ports.inputs.length > 1 ? target_port : null;
      return [{ key: edgeKey(edge), edge, step_name: stepName(to.step, to.contract), from_port, to_port }];
    }),
  );
}

function sourcesFor(graph: SegmentGraph, { target_step, target_port }: Edge): ConnectTarget[] {
  return [...graph.steps.values()].flatMap((from) =>
    from.ports.outputs.flatMap(({ port_id: source_port }): ConnectTarget[] => {
      const edge = { source_step: from.step.step_id, source_port, target_step, target_port };
      if (connectionProblem(graph, edge)) return [];
      const to_port = from.ports.outputs.length > 1 ? source_port : null;
      return [
        { key: edgeKey(edge), edge, step_name: stepName(from.step, from.contract), from_port: null, to_port },
      ];
    }),
  );
}
