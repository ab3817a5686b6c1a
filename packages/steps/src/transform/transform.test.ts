import { describe, expect, test } from "vitest";
import { contracts } from "../contracts.ts";
import { failureOf, runStep } from "../testing/context.ts";

describe("A transform", () => {
  test("gives the value of its expression", async () => {
    const { outputs } = await runStep("transform", { expression: "data.items" }, { data: { items: [1, 2] } });
    expect(outputs).toEqual({ output: [1, 2] });
  });

  test("builds an object from its mapping", async () => {
    const mapping = { count: "size(data)", total: "sum(data)", "a key": '"{{ text }}"' };
    const { outputs } = await runStep("transform", { mapping }, { data: [1, 2] });
    expect(outputs).toEqual({ output: { count: 2, total: 3, "a key": "{{ text }}" } });
  });

  test("fails with the reason of an expression that cannot be evaluated", async () => {
    const failure = await failureOf(() => runStep("transform", { expression: "data.gone" }, { data: {} }));
    expect(failure.code).toBe("EXPRESSION_FAILED");
  });

  test.each([{}, { expression: "data", mapping: { a: "data" } }, { mapping: {} }, { expression: "" }])(
    "takes exactly one of expression and mapping, not %j",
    (config) => {
      expect(contracts.transform.config.safeParse(config).success).toBe(false);
    },
  );
});
