import type { Edge } from "@worktrail/shared/segment/schema";
import type { StepContract, StepPorts } from "@worktrail/shared/step/define-step";

export type EdgeSource = { readonly contract: StepContract | null; readonly ports: StepPorts };

/** Branches are named, and so is every way out that is not a step's usual one. */
export function edgeLabel(edge: Edge, { contract, ports }: EdgeSource): string | null {
  const branches = contract?.category === "control" || contract?.category === "human";
  const usual = !branches && ports.outputs[0]?.port_id === edge.source_port;
  return ports.outputs.length > 1 && !usual ? edge.source_port.replaceAll("_", " ") : null;
}
