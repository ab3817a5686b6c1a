import { expect, test } from "vitest";
import { runStep } from "../testing/context.ts";

test("A join gives what arrived, each value under its branch", async () => {
  const { outputs } = await runStep(
    "parallel_join",
    { branches: 3 },
    { inputs: { branch_1: "a", branch_3: null } },
  );
  expect(outputs).toEqual({ output: { branch_1: "a", branch_3: null } });
});
