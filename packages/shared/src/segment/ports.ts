import type { Catalog, StepContract, StepPorts } from "../step/define-step.ts";
import type { Port, Step } from "./schema.ts";

export const ERROR_PORT: Port = {
  port_id: "error",
  data_type: "object",
  description: "What went wrong, when the step fails",
};

/**
 * The ports of a step as it stands: the type's ports for its config, narrowed by what the step declares,
 * plus `error` where failures are routed. Empty for a type that the catalog does not know and that declares none.
 */
export function stepPorts(step: Step, catalog: Catalog): StepPorts {
  const contract: StepContract | undefined = Object.hasOwn(catalog, step.step_type)
    ? catalog[step.step_type]
    : undefined;
  if (!contract) return { inputs: step.inputs ?? [], outputs: step.outputs ?? [] };
  const own = contract.ports(step.config ?? {});
  const outputs = narrow(own.outputs, step.outputs);
  return {
    inputs: narrow(own.inputs, step.inputs),
    outputs: step.on_error === "route" ? [...outputs, ERROR_PORT] : outputs,
  };
}

/** Declared ports may narrow the type's own; ports that the type does not have are left to validation. */
function narrow(own: readonly Port[], declared: readonly Port[] | undefined): readonly Port[] {
  if (!declared) return own;
  return own.map((port) => {
    const narrower = declared.find((candidate) => candidate.port_id === port.port_id);
    return narrower ? { ...port, ...narrower } : port;
  });
}
