import type { JsonObject } from "@worktrail/shared/json";
import type { Port } from "@worktrail/shared/segment/schema";
import type { StepPorts } from "@worktrail/shared/step/define-step";

export const MIN_BRANCHES = 2;
export const MAX_BRANCHES = 64;

export function jsonPort(port_id: string, description: string): Port {
  return { port_id, data_type: "json", description };
}

export const INPUT_PORT = jsonPort("input", "The value to work on");

export function inputAnd(...outputs: Port[]): StepPorts {
  return { inputs: [INPUT_PORT], outputs };
}

/** How many branches a config asks for, within bounds, also while it is missing or wrong. */
export function branchCount(config: JsonObject): number {
  const asked = typeof config.branches === "number" && Number.isFinite(config.branches) ? config.branches : 0;
  return Math.min(Math.max(Math.trunc(asked), MIN_BRANCHES), MAX_BRANCHES);
}

export function branchPorts(config: JsonObject, description: string): Port[] {
  return Array.from({ length: branchCount(config) }, (_, index) =>
    jsonPort(`branch_${index + 1}`, `${description} ${index + 1}`),
  );
}
