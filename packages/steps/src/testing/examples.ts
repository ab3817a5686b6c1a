import conditionExample from "../condition/example.segment.json" with { type: "json" };
import type { StepTypeId } from "../contracts.ts";
import httpActionExample from "../http-action/example.segment.json" with { type: "json" };
import humanTaskExample from "../human-task/example.segment.json" with { type: "json" };
import llmAgentExample from "../llm-agent/example.segment.json" with { type: "json" };
import parallelJoinExample from "../parallel-join/example.segment.json" with { type: "json" };
import parallelSplitExample from "../parallel-split/example.segment.json" with { type: "json" };
import subSegmentExample from "../sub-segment/example.segment.json" with { type: "json" };
import transformExample from "../transform/example.segment.json" with { type: "json" };

/** The example segment of each type, as its file has it. */
export const examples: { readonly [TypeId in StepTypeId]: unknown } = {
  llm_agent: llmAgentExample,
  http_action: httpActionExample,
  human_task: humanTaskExample,
  condition: conditionExample,
  parallel_split: parallelSplitExample,
  parallel_join: parallelJoinExample,
  sub_segment: subSegmentExample,
  transform: transformExample,
};
