import { expect, test } from "vitest";
import { contracts } from "../contracts.ts";
import { runStep } from "../testing/context.ts";

test("A split gives its input to each branch", async () => {
  const { outputs } = await runStep("parallel_split", { branches: 3 }, { data: { a: 1 } });
  expect(outputs).toEqual({ branch_1: { a: 1 }, branch_2: { a: 1 }, branch_3: { a: 1 } });
});

test.each([1, 65, 2.5, "3"])("A split into %j branches is refused", (branches) => {
  expect(contracts.parallel_split.config.safeParse({ branches }).success).toBe(false);
});
