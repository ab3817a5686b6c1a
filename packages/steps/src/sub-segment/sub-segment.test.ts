import type { JsonObject, JsonValue } from "@worktrail/shared/json";
import { describe, expect, test } from "vitest";
import { contracts } from "../contracts.ts";
import { failureOf, testContext } from "../testing/context.ts";
import { prepareStep } from "../testing/prepare-step.ts";
import { subSegmentView } from "./view.tsx";

function prepared(config: JsonObject, data: JsonValue = null) {
  const all = { segment_id: "other", ...config };
  const step = prepareStep("sub_segment", all);
  if (step.kind !== "children") throw new Error("A sub-segment hands over to other runs.");
  return { step, context: testContext("sub_segment", all, { data }) };
}

function plan(config: JsonObject, data: JsonValue) {
  const { step, context } = prepared(config, data);
  return step.plan(context);
}

describe("What a sub-segment runs", () => {
  test("is one run with the step's input, unless the config says otherwise", () => {
    expect(plan({}, { a: 1 })).toMatchObject({ segment_id: "other", revision: null, inputs: [{ a: 1 }] });
    expect(plan({ input: "data.a", revision: 3 }, { a: 1 })).toMatchObject({ revision: 3, inputs: [1] });
  });

  test("is one run for each item, whose input may be made of the item and its number", () => {
    expect(plan({ mode: "for_each" }, ["a", "b"])).toMatchObject({ inputs: ["a", "b"], max_concurrency: 4 });
    const config = { mode: "for_each", items: "data.list", input: '{"item": data, "n": iteration}' };
    expect(plan(config, { list: ["a", "b"] }).inputs).toEqual([
      { item: "a", n: 1 },
      { item: "b", n: 2 },
    ]);
  });

  test("must be a list, and not too long a one", async () => {
    const notAList = await failureOf(async () => plan({ mode: "for_each" }, { a: 1 }));
    expect(notAList).toMatchObject({ code: "CONFIG_INVALID", details: { path: "/items" } });
    const tooLong = await failureOf(async () => plan({ mode: "for_each" }, Array(1_001).fill(0)));
    expect(tooLong).toMatchObject({ code: "SUB_SEGMENT_TOO_MANY" });
  });

  test("runs one at a time in a loop, with a bound", () => {
    expect(plan({ mode: "until", until: "true", max_concurrency: 9 }, 1)).toMatchObject({
      max_concurrency: 1,
      max_iterations: 10,
      inputs: [1],
    });
  });
});

describe("The end of a loop", () => {
  const isDone = (until: string, output: JsonValue, iteration = 1) => {
    const { step, context } = prepared({ mode: "until", until });
    return step.isDone(context, { output, iteration });
  };

  test("is asked about the last output and the number of times", () => {
    expect(isDone("data.score > 0.5", { score: 0.4 })).toBe(false);
    expect(isDone("data.score > 0.5", { score: 0.6 })).toBe(true);
    expect(isDone("iteration >= 3", null, 3)).toBe(true);
  });

  test("is true or false, nothing else", async () => {
    const failure = await failureOf(async () => isDone("data.score", { score: 1 }));
    expect(failure).toMatchObject({ code: "CONDITION_NOT_BOOLEAN" });
  });
});

test.each([
  [{ mode: "until" }, "until"],
  [{ max_concurrency: 0 }, "max_concurrency"],
  [{ max_concurrency: 65 }, "max_concurrency"],
  [{ max_iterations: 0 }, "max_iterations"],
  [{ max_iterations: 1_000_000_000 }, "max_iterations"],
  [{ segment_id: "Not an id" }, "segment_id"],
  [{ revision: 0 }, "revision"],
])("%j is refused", (config, field) => {
  const parsed = contracts.sub_segment.config.safeParse({ segment_id: "other", ...config });
  expect(parsed.error?.issues[0]?.path).toEqual([field]);
});

test.each([
  [{ segment_id: "order_check" }, "order_check"],
  [{ segment_id: "order_check", mode: "for_each" }, "order_check · for each"],
  [{ segment_id: "order_check", mode: "until" }, "order_check · until"],
  [{}, "Choose a segment"],
])("The card of %j says %s", (config, caption) => {
  expect(subSegmentView.caption(config)).toBe(caption);
});
