import type { JsonValue } from "@worktrail/shared/json";
import { StepFailure } from "@worktrail/shared/step/failure";
import type { ChildrenHandler, StepContext } from "@worktrail/shared/step/handler";
import type { ConfigOf } from "../contracts.ts";

type Config = ConfigOf<"sub_segment">;

const MAX_ITEMS = 1_000;

export const subSegmentHandler: ChildrenHandler<Config> = {
  plan: (config, context) => ({
    segment_id: config.segment_id,
    revision: config.revision ?? null,
    mode: config.mode,
    inputs: inputs(config, context),
    max_concurrency: config.mode === "for_each" ? config.max_concurrency : 1,
    max_iterations: config.mode === "until" ? config.max_iterations : 1,
    on_item_error: config.mode === "for_each" ? config.on_item_error : "fail",
  }),
  isDone: (config, context, { output, iteration }) => {
    const value = context.evaluate(config.until ?? "true", { data: output, variables: { iteration } });
    if (typeof value === "boolean") return value;
    throw new StepFailure(
      "CONDITION_NOT_BOOLEAN",
      "The condition that ends the loop is not true or false. Compare it with something, as in data.score > 0.9.",
    );
  },
  collect: (mode, outputs) => ({
    output: mode === "for_each" ? outputs.map(({ output }) => output) : (outputs.at(-1)?.output ?? null),
  }),
};

function inputs(config: Config, context: StepContext): JsonValue[] {
  const input = config.input;
  if (config.mode !== "for_each") {
    if (input === undefined) return [context.data];
    return [context.evaluate(input, { data: context.data, variables: { iteration: 1 } })];
  }
  const items = config.items === undefined ? context.data : context.evaluate(config.items);
  if (!Array.isArray(items)) {
    throw new StepFailure(
      "CONFIG_INVALID",
      "The items are not a list. Write an expression that gives one, as in data.orders.",
      { details: { path: "/items" } },
    );
  }
  if (items.length > MAX_ITEMS) {
    throw new StepFailure(
      "SUB_SEGMENT_TOO_MANY",
      `The list has ${items.length} items, more than the ${MAX_ITEMS} that one step may run. Run it in parts.`,
    );
  }
  if (input === undefined) return items;
  return items.map((item, index) =>
    context.evaluate(input, { data: item, variables: { iteration: index + 1 } }),
  );
}
