// `pnpm laws --cases 20000 --seed 1`: random runs with random mishaps, held against the reference model.
import { parseArgs } from "node:util";
import { checkLaws } from "../packages/shared/src/testing/laws/laws.ts";
import { printRun } from "../packages/shared/src/testing/laws/print-run.ts";

const { values } = parseArgs({
  options: {
    cases: { type: "string", default: "20000" },
    seed: { type: "string" },
    path: { type: "string" },
  },
});
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const cases = Number(values.cases);
const began = performance.now();
console.log(`${cases} random runs, seed ${seed}…`);
const result = checkLaws({ seed, cases, ...(values.path ? { path: values.path } : {}) });
const seconds = ((performance.now() - began) / 1000).toFixed(1);
if (!result.failed) {
  console.log(`${result.numRuns} runs ended as the model says, in ${seconds} s.`);
} else {
  const [drawn] = result.counterexample ?? [];
  console.error(drawn ? printRun(drawn) : result);
  console.error(
    `\nRun ${result.numRuns} of ${cases} broke the law (made smaller ${result.numShrinks} times).`,
  );
  console.error(`Repeat it: pnpm laws --seed ${seed} --cases ${cases} --path ${result.counterexamplePath}`);
  process.exit(1);
}
