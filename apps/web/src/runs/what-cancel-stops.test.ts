import type { RunState, StepState } from "@worktrail/shared/run/state";
import { expect, test } from "vitest";
import { whatCancelStops } from "./what-cancel-stops.ts";

function runWith(steps: Partial<StepState>[]): RunState {
  return { steps: Object.fromEntries(steps.map((step, index) => [`s${index}`, step])) } as RunState;
}
const asking = { status: "waiting", task: { status: "open" } } as StepState;

test("a task that waits is named before it is withdrawn", () => {
  expect(whatCancelStops(runWith([asking]))).toMatch(/^A task waits for a person and will be withdrawn\./);
  expect(whatCancelStops(runWith([asking, asking]))).toMatch(/^2 tasks wait/);
});

test("steps under way are counted, ended ones are not", () => {
  expect(whatCancelStops(runWith([{ status: "running" }, { status: "completed" }]))).toMatch(
    /^A step is under way and will be stopped\./,
  );
});

test("a run in which nothing happens still says what cancelling means", () => {
  expect(whatCancelStops(null)).toBe(
    "What was already sent outside cannot be taken back; you can retry the run later.",
  );
});
