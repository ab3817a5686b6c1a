import type { JsonValue } from "@worktrail/shared/json";
import { StepFailure } from "@worktrail/shared/step/failure";
import type { StepContext, WorkHandler } from "@worktrail/shared/step/handler";
import type { ConfigOf } from "../contracts.ts";

type TransformConfig = ConfigOf<"transform">;

export const transformHandler: WorkHandler<TransformConfig> = {
  run: (config, context) => ({ output: compute(config, context) }),
};

function compute(config: TransformConfig, context: StepContext): JsonValue {
  if (config.expression !== undefined) return context.evaluate(config.expression);
  if (config.mapping === undefined) {
    throw new StepFailure("CONFIG_INVALID", "Write an expression or a mapping.");
  }
  const entries = Object.entries(config.mapping);
  return Object.fromEntries(entries.map(([key, source]) => [key, context.evaluate(source)]));
}
