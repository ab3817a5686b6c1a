import { aSegment } from "../builders.ts";
import { rows } from "./rows.ts";
import { pair, transform } from "./starts.ts";

const diamond = () =>
  aSegment()
    .step("c", "condition")
    .step("yes", "transform")
    .step("no", "transform")
    .edge("c.true", "yes")
    .edge("c.false", "no");

export const doubts = rows("warning", [
  [
    "a group that names a step that is not there",
    pair()
      .with({ groups: [{ group_id: "g", title: "Fetch", step_ids: ["a", "gone"] }] })
      .build(),
    "GROUP_STEP_MISSING",
    "/groups/0/step_ids/1",
  ],
  [
    "a step in two groups",
    pair()
      .with({
        groups: [
          { group_id: "g", title: "One", step_ids: ["a"] },
          { group_id: "h", title: "Two", step_ids: ["b", "a"] },
        ],
      })
      .build(),
    "GROUP_STEP_TAKEN",
    "/groups/1/step_ids/1",
  ],
  ["a step without connections", pair().step("c", "transform").build(), "STEP_UNREACHABLE", "/steps/2"],
  [
    "a step behind a cycle",
    pair().edge("b", "a").step("c", "transform").edge("b", "c").build(),
    "STEP_UNREACHABLE",
    "/steps/2",
  ],
  [
    "a join with an open branch",
    aSegment().step("a", "transform").step("j", "parallel_join").edge("a", "j.branch_1").build(),
    "JOIN_INCOMPLETE",
    "/steps/1",
  ],
  [
    "a join of both sides of a condition",
    diamond().step("j", "parallel_join").edge("yes", "j.branch_1").edge("no", "j.branch_2").build(),
    "JOIN_INCOMPLETE",
    "/steps/3",
  ],
  [
    "a join of approved and rejected",
    aSegment()
      .step("h", "human_task")
      .step("j", "parallel_join")
      .edge("h.approved", "j.branch_1")
      .edge("h.rejected", "j.branch_2")
      .build(),
    "JOIN_INCOMPLETE",
    "/steps/1",
  ],
  [
    "an output of one side behind both",
    diamond()
      .step("end", "transform", transform("steps.yes.output"))
      .edge("yes", "end")
      .edge("no", "end")
      .build(),
    "OUTPUT_SOMETIMES",
    "/steps/3/config/expression",
  ],
  [
    "an output of a race",
    aSegment()
      .step("a", "transform")
      .step("b", "transform")
      .step("j", "parallel_join", { branches: 2, strategy: "any" })
      .step("end", "llm_agent", { model: "demo/echo", prompt: "{{ steps.a.output }}" })
      .edge("a", "j.branch_1")
      .edge("b", "j.branch_2")
      .edge("j", "end")
      .build(),
    "OUTPUT_SOMETIMES",
    "/steps/3/config/prompt",
  ],
]);
