// The closed list of what the step types do; one that is missing does not compile.
import type { StepHandler } from "@worktrail/shared/step/handler";
import { conditionHandler } from "./condition/handler.ts";
import type { ConfigOf, StepTypeId } from "./contracts.ts";
import { httpActionHandler } from "./http-action/handler.ts";
import { humanTaskHandler } from "./human-task/handler.ts";
import { llmAgentHandler } from "./llm-agent/handler.ts";
import { parallelJoinHandler } from "./parallel-join/handler.ts";
import { parallelSplitHandler } from "./parallel-split/handler.ts";
import { subSegmentHandler } from "./sub-segment/handler.ts";
import { transformHandler } from "./transform/handler.ts";

export type StepHandlers = { readonly [TypeId in StepTypeId]: StepHandler<ConfigOf<TypeId>> };

export const handlers: StepHandlers = {
  llm_agent: llmAgentHandler,
  http_action: httpActionHandler,
  human_task: humanTaskHandler,
  condition: conditionHandler,
  parallel_split: parallelSplitHandler,
  parallel_join: parallelJoinHandler,
  sub_segment: subSegmentHandler,
  transform: transformHandler,
};
