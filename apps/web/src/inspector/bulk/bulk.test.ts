import { catalog } from "@worktrail/steps/contracts";
import { expect, test } from "vitest";
import { changeSteps } from "../../gestures/change-steps.ts";
import { doUndoRedo, edge, segmentOf, step } from "../../gestures/testing/do-undo-redo.ts";
import { changeConfigs } from "./change-configs.ts";
import { configPatch, sharedConfig, sharedValue } from "./shared-values.ts";
import { withColor, withOnError, withRetry, withTimeout } from "./with-setting.ts";

test("what all have in common is a value, what differs is named", () => {
  const { config, mixed } = sharedConfig([
    { method: "GET", url: "a", headers: { x: "1" } },
    { method: "GET", url: "b", headers: { x: "1" }, expect_status: [200] },
  ]);
  expect(config).toEqual({ method: "GET", headers: { x: "1" } });
  expect([...mixed].sort()).toEqual(["expect_status", "url"]);
});

test("a setting that is left out everywhere is shared, one that is left out in some is mixed", () => {
  expect(sharedValue([undefined, undefined])).toEqual({ mixed: false, value: undefined });
  expect(sharedValue([30, undefined])).toEqual({ mixed: true, value: undefined });
  expect(sharedValue([{ max_attempts: 3 }, { max_attempts: 3 }])).toMatchObject({ mixed: false });
});

test("a change names only the fields that it changes", () => {
  expect(configPatch({ a: 1, b: 2 }, { a: 1, c: 3 })).toEqual({ b: undefined, c: 3 });
});

test("one change of several configs keeps what differs in them, and is taken back as one", () => {
  const before = segmentOf([
    step("a", { step_type: "http_action", config: { url: "https://a.example", method: "GET" } }),
    step("b", { step_type: "http_action", config: { url: "https://b.example", method: "PUT" } }),
    step("c"),
  ]);
  const after = doUndoRedo(before, changeConfigs(["a", "b"], { method: "POST" }, catalog));
  expect(after.steps.map(({ config }) => config)).toEqual([
    { url: "https://a.example", method: "POST" },
    { url: "https://b.example", method: "POST" },
    { expression: "data" },
  ]);
});

test("edges follow a port that is renamed in several steps at once", () => {
  const choice = (id: string) =>
    step(id, { step_type: "human_task", config: { task_type: "choice", options: ["yes"] } });
  const before = segmentOf(
    [choice("a"), choice("b"), step("c"), step("d")],
    [edge("a", "c", "yes"), edge("b", "d", "yes")],
  );
  const after = doUndoRedo(before, changeConfigs(["a", "b"], { options: ["sure"] }, catalog));
  expect(after.edges?.map(({ source_port }) => source_port)).toEqual(["sure", "sure"]);
});

test("a setting of several steps changes in one entry, and nothing changes where it is so already", () => {
  const before = segmentOf([step("a"), step("b", { timeout_seconds: 5 }), step("c")]);
  const limit = changeSteps(new Set(["a", "b"]), (one) =>
    one.timeout_seconds === 5 ? one : { ...one, timeout_seconds: 5 },
  );
  const after = doUndoRedo(before, limit);
  expect(after.steps.map(({ timeout_seconds }) => timeout_seconds)).toEqual([5, 5, undefined]);
  expect(after.steps[1]).toBe(before.steps[1]);
  expect(limit(after)).toBe(after);
});

test("a setting that is set to its default leaves nothing behind", () => {
  const red = withColor(step("a"), "#d14343");
  expect(red.ui).toEqual({ color: "#d14343" });
  expect(withColor(red, undefined)).toEqual(step("a"));
  expect(withColor({ ...red, ui: { color: "#d14343", collapsed: true } }, undefined).ui).toEqual({
    collapsed: true,
  });
  expect(withOnError(step("a", { on_error: "route" }), "fail")).toEqual(step("a"));
  expect(withTimeout(step("a", { timeout_seconds: 5 }), undefined)).toEqual(step("a"));
});

test("of a retry policy only the field that was changed is taken over", () => {
  const own = step("a", { retry: { max_attempts: 3, backoff: 2 } });
  expect(withRetry(own, { max_attempts: 5 }, "max_attempts").retry).toEqual({ max_attempts: 5, backoff: 2 });
  expect(withRetry(own, { max_attempts: 9, delay_seconds: 4 }, "delay_seconds").retry).toEqual({
    max_attempts: 3,
    backoff: 2,
    delay_seconds: 4,
  });
  expect(withRetry(own, { max_attempts: 3 }, "backoff").retry).toEqual({ max_attempts: 3 });
  expect(withRetry(own, undefined, "max_attempts").retry).toBeUndefined();
  expect(withRetry(step("b"), { max_attempts: 2 }, "max_attempts").retry).toEqual({ max_attempts: 2 });
});
