import { expect, test } from "vitest";
import { inListOrder, neighbourId, nextTaskId } from "./task-order.ts";

const task = (task_id: string, status = "open") => ({ task_id, status });

test("a task keeps its place when it is claimed; closed tasks come behind the open ones as told", () => {
  const at = (task_id: string, created_at: string, status = "open") => ({ task_id, created_at, status });
  const old = at("x", "2026-01-01T00:00:00Z");
  const [a, b] = [at("a", "2026-01-02T00:00:00Z"), at("b", "2026-01-02T00:00:00Z")];
  const done = [at("z", "2026-01-09T00:00:00Z", "completed"), at("y", "2026-01-10T00:00:00Z", "expired")];
  expect(inListOrder([b, done[0] ?? a, old, a, done[1] ?? a])).toEqual([a, b, old, ...done]);
});

test("after an answer the next open task follows, from the top again at the end", () => {
  const tasks = [task("a"), task("b"), task("c", "completed"), task("d")];
  expect(nextTaskId(tasks, "b")).toBe("d");
  expect(nextTaskId(tasks, "d")).toBe("a");
  expect(nextTaskId([task("a")], "a")).toBeNull();
  expect(nextTaskId([task("a"), task("b", "expired")], "a")).toBeNull();
});

test("a task that is not in the list is followed by the first open one", () => {
  expect(nextTaskId([task("a", "completed"), task("b")], "elsewhere")).toBe("b");
});

test("moving stays inside the list and begins at its top", () => {
  const tasks = [task("a"), task("b")];
  expect(neighbourId(tasks, null, 1)).toBe("a");
  expect(neighbourId(tasks, "a", 1)).toBe("b");
  expect(neighbourId(tasks, "b", 1)).toBe("b");
  expect(neighbourId(tasks, "a", -1)).toBe("a");
  expect(neighbourId([], null, 1)).toBeNull();
});
