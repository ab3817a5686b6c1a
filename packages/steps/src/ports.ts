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

/** `branch_1` … `branch_n` for a config whose `branches` may still be missing or wrong. */
export function branchPorts(config: JsonObject, description: string): Port[] {
  const asked = typeof config.branches === "number" && Number.isFinite(config.branches) ? config.branches : 0;
  const count = Math.min(Math.max(Math.trunc(asked), MIN_BRANCHES), MAX_BRANCHES);
  return Array.from({ length: count }, (_, index) =>
    jsonPort(`branch_${index + 1}`, `${description} ${index + 1}`),
  );
}
