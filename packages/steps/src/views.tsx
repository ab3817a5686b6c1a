// The closed list of how the step types look; one that is missing does not compile.
import { conditionView } from "./condition/view.tsx";
import type { StepTypeId } from "./contracts.ts";
import { httpActionView } from "./http-action/view.tsx";
import { humanTaskView } from "./human-task/view.tsx";
import { llmAgentView } from "./llm-agent/view.tsx";
import { parallelJoinView } from "./parallel-join/view.tsx";
import { parallelSplitView } from "./parallel-split/view.tsx";
import type { StepView } from "./step-view.ts";
import { subSegmentView } from "./sub-segment/view.tsx";
import { transformView } from "./transform/view.tsx";

export type { StepView } from "./step-view.ts";

export const views: { readonly [TypeId in StepTypeId]: StepView } = {
  llm_agent: llmAgentView,
  http_action: httpActionView,
  human_task: humanTaskView,
  condition: conditionView,
  parallel_split: parallelSplitView,
  parallel_join: parallelJoinView,
  sub_segment: subSegmentView,
  transform: transformView,
};
