import { describe, expect, test } from "vitest";
import { failureOf, runStep } from "../testing/context.ts";

describe("A condition", () => {
  test("passes its input to one side only", async () => {
    const large = await runStep("condition", { expression: "data.total > 1000" }, { data: { total: 1500 } });
    expect(large.outputs).toEqual({ true: { total: 1500 } });
    const small = await runStep("condition", { expression: "data.total > 1000" }, { data: { total: 5 } });
    expect(small.outputs).toEqual({ false: { total: 5 } });
  });

  test.each([
    ["data.total", { total: 1 }, "a number"],
    ["data.name", { name: "x" }, "a text"],
    ["data.list", { list: [] }, "a list"],
    ["data", { a: 1 }, "an object"],
    ["null", {}, "null"],
  ])("refuses to guess what %s means", async (expression, data, kind) => {
    const failure = await failureOf(() => runStep("condition", { expression }, { data }));
    expect(failure).toMatchObject({ code: "CONDITION_NOT_BOOLEAN", recoverable: false });
    expect(failure.message).toContain(kind);
  });
});
