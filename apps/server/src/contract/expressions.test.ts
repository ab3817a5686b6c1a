// Expressions as an attacker would write them: no way out of the language, and no way to hold the server up.
import { performance } from "node:perf_hooks";
import { expect, test } from "vitest";
import { segment, step, transform } from "../engine/testing/segments.ts";
import { describeContract } from "./testing/describe-contract.ts";

/** Ways out of sandboxes, in the words of languages that this one is not. */
const ESCAPES = [
  '({}).constructor.constructor("return process")()',
  "constructor",
  "constructor.constructor('return this')()",
  "data.constructor",
  "data.constructor.constructor",
  "data.__proto__",
  'data["__proto__"]',
  'data["constructor"]["constructor"]("return process.env")()',
  "data.toString",
  "data.valueOf()",
  "data.hasOwnProperty('x')",
  "''.constructor",
  "[].map.constructor",
  "[].constructor.from([1])",
  "data.__lookupGetter__('x')",
  "data.__defineGetter__('x', 1)",
  "process.env",
  "globalThis",
  "require('fs')",
  "import('fs')",
  "this",
  "arguments.callee",
  "new Function('return 1')()",
  "eval('1')",
  "run.constructor",
  "steps.__proto__",
  "secrets.OPENAI_API_KEY",
  "env.PATH",
  "data.?constructor",
  "keys(data.__proto__)",
  "size.constructor",
  "merge({}, {'__proto__': {'polluted': 1}})",
  'parse_json(\'{"__proto__": {"polluted": 1}}\').polluted',
  "{'__proto__': {'polluted': 1}}.polluted",
];

/** Small texts that ask for very much. */
const BOMBS: Record<string, string> = {
  "nested loops": `${"[1,2,3,4,5,6,7,8,9,10].map(a, ".repeat(12)}1${")".repeat(12)}`,
  "nested all": `${"data.list.all(x, ".repeat(6)}true${")".repeat(6)}`,
  "a doubling text": `${"[1,2,3,4,5,6,7,8,9,10].map(a, ".repeat(3)}data.text + data.text + data.text${")".repeat(3)}`,
  "a sort of everything by everything":
    "data.list.sort_by(x, sum(data.list.map(y, sum(data.list.map(z, z * x)))))",
  "a backtracking pattern":
    "data.evil.matches('^(a|a)*$') || data.evil.matches('(a+)+$') || data.evil.matches('^(([a-z])+.)+[A-Z]([a-z])+$')",
};

describeContract("expressions from outside", (contract) => {
  test("no escape reads or changes anything outside the data", async () => {
    const c = contract();
    for (const expression of ESCAPES) {
      const flow = segment([transform("x", expression)]);
      const { data, error } = await c.call("mutation", "runs.start", { segment: flow, input: { x: 1 } });
      if (error) {
        expect([expression, error.data.code]).toEqual([expression, "INVALID_SEGMENT"]);
        continue;
      }
      const run = await c.ended((data as { run_id: string }).run_id);
      // What does run has found nothing: an absent value, or its own data.
      if (run.status === "completed") {
        expect([expression, JSON.stringify(run.outputs)]).toEqual([
          expression,
          expect.not.stringMatching(/function|native|polluted|PATH|sk-/),
        ]);
      } else expect(run.error?.error_message).toMatch(/\.$/s);
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test.each(Object.entries(BOMBS))(
    "%s ends in a second or two, and others are served meanwhile",
    { timeout: 30_000 },
    async (_name, expression) => {
      const c = contract();
      const input = {
        list: Array.from({ length: 400 }, (_, index) => index),
        text: "x".repeat(50_000),
        evil: `${"a".repeat(50_000)}!`,
      };
      const began = performance.now();
      const run_id = await c.start(segment([transform("bomb", expression)]), input);
      const other = await c.run(segment([transform("quick", "data + 1")]), 1);
      expect(other.outputs).toEqual({ quick: 2 });
      const run = await c.ended(run_id);
      expect(performance.now() - began).toBeLessThan(15_000);
      if (run.status === "failed") {
        expect(run.error?.error_message).toMatch(/[.]$/s);
        expect(run.steps.bomb?.error?.recoverable).toBe(false);
      }
    },
  );

  test("a condition with a bomb fails its step as well, and a template with one too", {
    timeout: 30_000,
  }, async () => {
    const c = contract();
    const bomb = `${"[1,2,3,4,5,6,7,8,9,10].map(a, ".repeat(12)}1${")".repeat(12)}`;
    for (const bad of [
      step("bomb", "condition", { expression: `size(${bomb}) > 1` }),
      step("bomb", "llm_agent", { model: "demo/echo", prompt: `Say {{ ${bomb} }}` }),
      step("bomb", "human_task", { task_type: "approval", title: `Is {{ ${bomb} }} fine?` }),
    ]) {
      const { data, error } = await c.call("mutation", "runs.start", { segment: segment([bad]), input: {} });
      if (error) expect(error.data.code).toBe("INVALID_SEGMENT");
      else expect((await c.ended((data as { run_id: string }).run_id)).status).toBe("failed");
    }
  });

  test.each([
    ["a huge expression", `${"1+".repeat(60_000)}1`.slice(0, 99_999)],
    ["ten thousand parentheses", `${"(".repeat(10_000)}1${")".repeat(10_000)}`],
    ["a list of many", `[${"1,".repeat(45_000)}1]`],
  ])("%s is refused or computed, never an accident", async (_name, expression) => {
    const c = contract();
    const { data, error } = await c.call("mutation", "runs.start", {
      segment: segment([transform("x", expression)]),
      input: 1,
    });
    if (error) expect(error.data.code).toBe("INVALID_SEGMENT");
    else expect((await c.ended((data as { run_id: string }).run_id)).status).toMatch(/completed|failed/);
    expect((await c.server.fetch("/healthz")).status).toBe(200);
  });

  test("what is not a number, or too large to be kept, is a failure with a reason", async () => {
    const c = contract();
    for (const expression of [
      "1.0 / 0.0",
      "0.0 / 0.0",
      "1 / 0",
      "1e308 * 10.0",
      "data.big.map(x, data.big)",
    ]) {
      const big = Array.from({ length: 3_000 }, (_, index) => `item ${index}`);
      const run = await c.run(segment([transform("x", expression)]), { big });
      expect([expression, run.status]).toEqual([expression, "failed"]);
      expect(run.error?.error_message).toMatch(/\.$/s);
    }
  });
});
