import { catalog } from "@worktrail/steps/contracts";
import { expect, test } from "vitest";
import { fitFragment, fragmentOf, insertFragment } from "./fragment.ts";
import { freshId } from "./fresh-id.ts";
import { doUndoRedo, edge, segmentOf, step } from "./testing/do-undo-redo.ts";

const drawn = segmentOf(
  [
    step("a", { position: { x: 10, y: 20 } }),
    step("b", { config: { expression: "steps.a.output" } }),
    step("c"),
  ],
  [edge("a", "b"), edge("b", "c")],
);
const chosen = { steps: new Set(["a", "b"]), edges: new Set<string>(), notes: new Set<string>() };
const origin = () => ({ x: 0, y: 0 });

test("a fragment holds the chosen steps and only the edges among them", () => {
  const fragment = fragmentOf(drawn, chosen, origin);
  expect(fragment.steps.map((one) => one.step_id)).toEqual(["a", "b"]);
  expect(fragment.edges).toEqual([edge("a", "b")]);
});

test("pasting beside the original gives new ids that edges and expressions follow", () => {
  const fitted = fitFragment(fragmentOf(drawn, chosen, origin), drawn, { x: 40, y: 40 }, catalog);
  const after = doUndoRedo(drawn, insertFragment(fitted));
  expect(after.steps.slice(3).map((one) => one.step_id)).toEqual(["a_2", "b_2"]);
  expect(after.steps[4]?.config).toEqual({ expression: "steps.a_2.output" });
  expect(after.steps[3]?.position).toEqual({ x: 50, y: 60 });
  expect(after.edges?.at(-1)).toEqual(edge("a_2", "b_2"));
  expect(after.steps.slice(0, 3)).toEqual(drawn.steps);
});

test("pasting into an empty segment keeps the ids", () => {
  const fitted = fitFragment(fragmentOf(drawn, chosen, origin), segmentOf([]), { x: 0, y: 0 }, catalog);
  expect(fitted.steps.map((one) => one.step_id)).toEqual(["a", "b"]);
});

test("an edge to a step that is not in the fragment is left behind", () => {
  const fragment = { steps: [step("x")], edges: [edge("x", "elsewhere")], notes: [] };
  expect(fitFragment(fragment, drawn, { x: 0, y: 0 }, catalog).edges).toEqual([]);
});

test("a fresh id counts on and never grows over the limit", () => {
  expect(freshId("a", new Set(["a", "a_2"]))).toBe("a_3");
  expect(freshId("a_2", new Set(["a_2"]))).toBe("a_3");
  const long = "x".repeat(64);
  expect(freshId(long, new Set([long]))).toHaveLength(64);
});
