import type { WorkHandler } from "@worktrail/shared/step/handler";
import type { ConfigOf } from "../contracts.ts";

export const parallelSplitHandler: WorkHandler<ConfigOf<"parallel_split">> = {
  run: (config, context) =>
    Object.fromEntries(
      Array.from({ length: config.branches }, (_, index) => [`branch_${index + 1}`, context.data]),
    ),
};
