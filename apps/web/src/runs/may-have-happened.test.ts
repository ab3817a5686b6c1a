import type { RunState, StepState } from "@worktrail/shared/run/state";
import { buildGraph } from "@worktrail/shared/segment/graph";
import type { Step } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import { expect, test } from "vitest";
import { mayHaveHappened } from "./may-have-happened.ts";

const charge: Step = { step_id: "charge", step_type: "http_action", name: "Charge card", repeatable: false };
function named(step: Step, own: Partial<StepState>): string[] {
  const graph = buildGraph({ segment_id: "s", name: "S", version: "1.0.0", steps: [step] }, catalog);
  const state = { steps: { [step.step_id]: { outputs: null, error: null, attempts: 1, ...own } } };
  return mayHaveHappened(graph, state as unknown as RunState);
}
const timeOut = {
  error_type: "StepFailure",
  error_message: "Too long.",
  error_code: "STEP_TIMEOUT",
  recoverable: true,
};

test("a step that is not repeatable and was cut off is named before it is done again", () => {
  expect(named(charge, { status: "cancelled" })).toEqual(["Charge card"]);
  expect(named(charge, { status: "failed", error: timeOut })).toEqual(["Charge card"]);
});

test("what is repeatable, never began, or has an outcome is not", () => {
  expect(named({ ...charge, repeatable: true }, { status: "cancelled" })).toEqual([]);
  expect(named(charge, { status: "cancelled", attempts: 0 })).toEqual([]);
  expect(named(charge, { status: "completed", outputs: {} })).toEqual([]);
  expect(named(charge, { status: "failed", error: { ...timeOut, error_code: "HTTP_STATUS" } })).toEqual([]);
});
