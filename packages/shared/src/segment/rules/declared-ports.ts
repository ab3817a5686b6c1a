import type { Issue } from "../issue.ts";
import { jsonSchemaUsable } from "../json-schema.ts";
import { isNarrowerType } from "../port-type.ts";
import { ERROR_PORT } from "../ports.ts";
import type { Port, Step } from "../schema.ts";
import { errorAt, type RuleContext } from "./context.ts";

export function declaredPorts({ segment, catalog }: RuleContext): Issue[] {
  return segment.steps.flatMap((step, index) => {
    const contract = Object.hasOwn(catalog, step.step_type) ? catalog[step.step_type] : undefined;
    const own = contract?.ports(step.config ?? {});
    const outputs = own && step.on_error === "route" ? [...own.outputs, ERROR_PORT] : own?.outputs;
    return [
      ...sideIssues(step, `/steps/${index}/inputs`, step.inputs, own?.inputs),
      ...sideIssues(step, `/steps/${index}/outputs`, step.outputs, outputs),
    ];
  });
}

function sideIssues(
  step: Step,
  path: string,
  declared: readonly Port[] = [],
  own: readonly Port[] | undefined,
): Issue[] {
  const first = new Map<string, number>();
  return declared.flatMap((port, index) => {
    const at = `${path}/${index}`;
    const earlier = first.get(port.port_id);
    if (earlier !== undefined) {
      const message = `The port "${port.port_id}" is declared twice, at ${path}/${earlier} and ${at}. Remove one of them.`;
      return [errorAt("PORT_DUPLICATE", `${at}/port_id`, message, step.step_id)];
    }
    first.set(port.port_id, index);
    return [...ownIssues(step, at, port, own), ...schemaIssues(step, at, port)];
  });
}

function ownIssues(step: Step, at: string, port: Port, own: readonly Port[] | undefined): Issue[] {
  if (!own) return [];
  const meant = own.find((candidate) => candidate.port_id === port.port_id);
  if (!meant) {
    const names = own.map((candidate) => candidate.port_id).join(", ");
    const advice = names === "" ? "Remove it." : `Its ports are ${names}.`;
    const message = `A ${step.step_type} step with this config has no port "${port.port_id}". ${advice}`;
    return [errorAt("PORT_UNKNOWN", `${at}/port_id`, message, step.step_id)];
  }
  if (isNarrowerType(port.data_type, meant.data_type)) return [];
  const message = `The port "${port.port_id}" is of type "${meant.data_type}"; declare that type or a narrower one, not "${port.data_type}".`;
  return [errorAt("PORT_TYPE_CONFLICT", `${at}/data_type`, message, step.step_id)];
}

function schemaIssues(step: Step, at: string, port: Port): Issue[] {
  const problem = port.schema ? jsonSchemaUsable(port.schema) : null;
  return problem === null ? [] : [errorAt("PORT_SCHEMA_INVALID", `${at}/schema`, problem, step.step_id)];
}
