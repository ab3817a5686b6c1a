import type { JsonValue } from "@worktrail/shared/json";
import { StepFailure } from "@worktrail/shared/step/failure";
import type { StepOutputs, WorkHandler } from "@worktrail/shared/step/handler";
import type { ConfigOf } from "../contracts.ts";

export const conditionHandler: WorkHandler<ConfigOf<"condition">> = {
  run: (config, context): StepOutputs => {
    const value = context.evaluate(config.expression);
    if (value === true) return { true: context.data };
    if (value === false) return { false: context.data };
    throw new StepFailure(
      "CONDITION_NOT_BOOLEAN",
      `The condition gave ${kindOf(value)}, not true or false. Compare it with something, as in data.total > 1000.`,
    );
  },
};

function kindOf(value: Exclude<JsonValue, boolean>): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return "a text";
  return typeof value === "number" ? "a number" : "an object";
}
