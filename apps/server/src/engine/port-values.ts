import type { JsonValue } from "@worktrail/shared/json";
import type { GraphStep } from "@worktrail/shared/segment/graph";
import { portValueProblem } from "@worktrail/shared/segment/port-type";
import type { Port } from "@worktrail/shared/segment/schema";
import { StepFailure } from "@worktrail/shared/step/failure";

/** @throws StepFailure PORT_VALUE_INVALID */
export function checkInputs(step: GraphStep, inputs: Readonly<Record<string, JsonValue>>): void {
  checkValues(step.ports.inputs, inputs, "input");
}

/** @throws StepFailure PORT_VALUE_INVALID */
export function checkOutputs(step: GraphStep, outputs: Readonly<Record<string, JsonValue>>): void {
  for (const port_id of Object.keys(outputs)) {
    if (step.ports.outputs.some((port) => port.port_id === port_id)) continue;
    throw new StepFailure(
      "PORT_VALUE_INVALID",
      `The step answered on “${port_id}”, a port that it does not have.`,
      {
        details: { port: port_id },
      },
    );
  }
  checkValues(step.ports.outputs, outputs, "output");
}

function checkValues(
  ports: readonly Port[],
  values: Readonly<Record<string, JsonValue>>,
  direction: "input" | "output",
): void {
  for (const port of ports) {
    if (port.data_type === "json" && !port.schema) continue;
    if (!Object.hasOwn(values, port.port_id)) continue;
    const problem = portValueProblem(port, values[port.port_id] ?? null);
    if (problem)
      throw new StepFailure("PORT_VALUE_INVALID", problem, { details: { port: port.port_id, direction } });
  }
}
