import type { WorkHandler } from "@worktrail/shared/step/handler";
import type { ConfigOf } from "../contracts.ts";

export const parallelJoinHandler: WorkHandler<ConfigOf<"parallel_join">> = {
  // The inputs hold the live branches only; how many of them to wait for was decided before the step started.
  run: (_config, context) => ({ output: { ...context.inputs } }),
};
