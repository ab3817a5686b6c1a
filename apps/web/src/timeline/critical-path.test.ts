import { expect, test } from "vitest";
import { graphOf, journal, line, retrying } from "./a-journal.ts";
import { criticalPath, pathWords } from "./critical-path.ts";
import { foldTimeline } from "./fold-timeline.ts";

const join = { step_id: "j", step_type: "parallel_join", config: { branches: 2, strategy: "all" } };
const fork = graphOf(["a", "b", "c", join, "d"], ["a > b", "a > c", "b > j.branch_1", "c > j.branch_2"]);

function pathOf(graph: ReturnType<typeof graphOf>, ...lines: Parameters<typeof journal>) {
  return criticalPath(foldTimeline(graph, journal(...lines)), graph);
}

test("the path goes back over what each step had to wait for, and its shares add up to the whole run", () => {
  const path = pathOf(
    fork,
    "0 step.started d",
    "0 step.started a",
    "100 step.completed a",
    "100 step.started b",
    "100 step.started c",
    "150 step.completed b",
    "400 step.completed d",
    "500 step.completed c",
    "530 step.started j",
    "600 step.completed j",
    "600 segment.completed",
  );
  expect(path?.step_ids).toEqual(["a", "c", "j"]);
  expect(path).toMatchObject({ total: 600, shares: { queue: 30, execution: 570, waiting: 0, stopped: 0 } });
  expect(path && pathWords(path)).toBe(
    "Critical path: 3 steps, 600 ms: execution 570 ms (95 %), queue 30 ms (5 %).",
  );
});

test("steps within one millisecond are told apart by their order in the journal", () => {
  const chain = graphOf(["a", "b", "c"], ["a > b", "b > c"]);
  const steps = ["a", "b", "c"].flatMap((id) => [`0 step.started ${id}`, `0 step.completed ${id}`]);
  expect(pathOf(chain, ...steps, "0 segment.completed")?.step_ids).toEqual(["a", "b", "c"]);
});

test("a join that had to wait for a branch that died has that branch on its path", () => {
  const graph = graphOf(
    ["a", { step_id: "if", step_type: "condition", config: { expression: "true" } }, "dead", join],
    ["a > j.branch_1", "if.false > dead", "dead > j.branch_2"],
  );
  const path = pathOf(
    graph,
    "0 step.started a",
    "0 step.started if",
    "10 step.completed a",
    line("300 step.completed if", { payload: { outputs: { true: 1 } } }),
    "300 step.skipped dead",
    "300 step.started j",
    "310 step.completed j",
    "310 segment.completed",
  );
  expect(path?.step_ids).toEqual(["if", "j"]);
  expect(path?.shares.execution).toBe(310);
});

test("people and retries count as waiting; a pause and the time until it was opened again as stopped", () => {
  const graph = graphOf(["a", "b"], ["a > b"]);
  const path = pathOf(
    graph,
    "0 step.started a 1",
    retrying("10 step.retrying a 1", 60),
    "60 step.started a 2",
    "70 step.failed a 2",
    line("70 segment.failed", { step_id: "a" }),
    "1070 segment.resumed",
    "1070 step.started a 3",
    "1080 step.completed a 3",
    "1080 segment.paused",
    "1180 segment.resumed",
    "1185 step.started b",
    "1185 human.task_created b",
    "1385 human.task_completed b",
    "1385 step.completed b",
    "1385 segment.completed",
  );
  expect(path).toMatchObject({
    step_ids: ["a", "b"],
    total: 1385,
    shares: { queue: 5, execution: 30, waiting: 250, stopped: 1100 },
  });
});

test("a run that failed has the path to the step that it failed at, and one that goes on has none", () => {
  const lines = ["0 step.started a", "5 step.completed a", "5 step.started b", "5 step.started c"];
  const failed = pathOf(fork, ...lines, "20 step.failed b", line("21 segment.failed", { step_id: "b" }));
  expect(failed?.step_ids).toEqual(["a", "b"]);
  expect(pathOf(fork, ...lines)).toBeNull();
  expect(pathOf(fork, "1 segment.cancelled")).toBeNull();
});
