import { expect, test } from "vitest";
import { neighbourId, nextTaskId } from "./task-order.ts";

const task = (task_id: string, status = "open") => ({ task_id, status });

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
