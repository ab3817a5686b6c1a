import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkExpression, checkTemplate } from "./check.ts";
import { compileExpression, compileOrThrow } from "./compile.ts";
import { completeExpression } from "./complete.ts";
import { evaluateConfig } from "./config.ts";
import { evaluateExpression } from "./evaluate.ts";
import { ExpressionFailure } from "./failure.ts";
import { variableUses } from "./references.ts";
import type { ExpressionScope } from "./scope.ts";
import { evaluateTemplate } from "./template.ts";

function scope(data: unknown): ExpressionScope {
  return {
    data,
    inputs: { input: data },
    steps: { fetch: { output: { id: 7 } } },
    run: { id: "r1", input: { url: "u" }, started_at: "2026-01-01T00:00:00Z" },
    segment: {},
    now: "2026-01-01T00:00:00Z",
  };
}

const order = {
  total: 1500.5,
  count: 3,
  items: [
    { p: 2, n: "b" },
    { p: 1, n: "a" },
  ],
  keys: 4,
  size: 9,
};

function codeOf(source: string, data: unknown = order): string {
  try {
    evaluateExpression(source, scope(data));
    return "none";
  } catch (error) {
    return error instanceof ExpressionFailure ? error.code : "foreign error";
  }
}

describe("expressions over JSON", () => {
  test.each<[string, unknown]>([
    ["data.total * 2", 3001],
    ["data.count + 1", 4],
    ["1 + 1.5", 2.5],
    ["7 / 2", 3.5],
    ["1 == 1.0", true],
    ['1 == "1"', false],
    ['[1, "a", 2.5]', [1, "a", 2.5]],
    ['{"a": 1, "b": "x"}', { a: 1, b: "x" }],
    ["data.total > 1000", true],
    ["size(data.items) > 1", true],
    ["data.keys + data.size", 13],
    ['data.?note.orValue("")', ""],
    ["has(data.x.y)", false],
    ['coalesce(data.x, "z")', "z"],
    ["data.items.map(i, i.p * 2)", [4, 2]],
    ["data.items.sort_by(i, i.p).map(i, i.n)", ["a", "b"]],
    ['keys(data.items.group_by("n"))', ["b", "a"]],
    ["sum(data.items.map(i, i.p))", 3],
    ["data.items.exists_one(i, i.p > 1)", true],
    ["round(1.005, 2)", 1.01],
    ['now + duration("1h30m")', "2026-01-01T01:30:00Z"],
    ['now - timestamp("2025-12-31T00:00:00Z")', "86400s"],
    ["false && data.x", false],
    ['"a@b".matches("^[^@]+@b$")', true],
    ['"aXXb".replace("XX", "-")', "a-b"],
    ['split("a,b", ",").join("+")', "a+b"],
    ["cel.bind(a, 3, a * a)", 9],
    ['parse_json("[1]")', [1]],
    ["flatten([[1], [2, 3]]).slice(-2)", [2, 3]],
  ])("%s", (source, expected) => {
    expect(evaluateExpression(source, scope(order))).toEqual(expected);
  });

  test.each([
    ["data.x", "missing_value"],
    ['1 + "a"', "type_mismatch"],
    ["1 / 0", "division_by_zero"],
    ["1e308 * 10", "not_a_finite_number"],
    ["data.count ? 1 : 2", "type_mismatch"],
    ["data.items[9]", "index_out_of_range"],
    ["nope(1)", "unknown_function"],
    ["secrets.KEY", "secrets_not_allowed"],
    ['{"__proto__": 1}', "unsafe_key"],
    ['merge(parse_json("{\\"__proto__\\":{\\"x\\":1}}"), {})', "unsafe_key"],
    ['"a".matches("(a")', "invalid_pattern"],
    ['"a".matches("(a{900}){900}")', "invalid_pattern"],
    ["9007199254740993", "syntax"],
    ['b"x"', "syntax"],
  ])("%s is refused as %s", (source, code) => {
    expect(codeOf(source)).toBe(code);
  });
});

const INHERITED = Object.getOwnPropertyNames(Object.prototype).concat(
  Object.getOwnPropertyNames(Function.prototype),
  ["prototype", "constructor", "at", "push", "charAt", "then", "global", "globalThis", "process", "require"],
);
const TARGETS = [
  "data",
  "{}",
  "[]",
  '"a"',
  "1",
  "true",
  "null",
  "now",
  "data.items",
  "steps.fetch",
  "data.?x",
];

/** "nothing" for a typed refusal, or for null, which is what an absent optional yields. */
function outcomeOf(source: string): unknown {
  try {
    return evaluateExpression(source, scope(order)) === null ? "nothing" : "a value";
  } catch (error) {
    return error instanceof ExpressionFailure && error.code !== "evaluation_failed" ? "nothing" : error;
  }
}

describe("escapes", () => {
  const attempts = TARGETS.flatMap((target) =>
    INHERITED.flatMap((name) => [
      `${target}.${name}.constructor`,
      `${target}["${name}"]["constructor"]("x")`,
      `${target}.${name}()`,
    ]),
  );

  test(`none of ${attempts.length} attempts reaches a property of the host`, () => {
    expect(attempts.length).toBeGreaterThan(200);
    for (const attempt of attempts) expect([attempt, outcomeOf(attempt)]).toEqual([attempt, "nothing"]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test("host objects are refused before anything is read from them", () => {
    const read: PropertyKey[] = [];
    class Host {}
    const canary = new Proxy(new Host(), {
      get: (_target, key) => {
        read.push(key);
        return "leak";
      },
    });
    for (const source of [
      "data.x",
      "data.?x",
      "string(data)",
      "data + 1",
      "data == data",
      "keys(data)",
      "data",
    ]) {
      expect([source, codeOf(source, canary)]).not.toContain("none");
    }
    expect(read).toEqual([]);
  });
});

describe("bounds", () => {
  const letters = "a".repeat(400_000);
  const numbers = Array.from({ length: 20_000 }, (_, index) => index);
  test.each<[string, unknown]>([
    [`${"data.map(a, ".repeat(8)}1${")".repeat(8)}`, numbers],
    ["data.exists(x, x.y)", numbers],
    ['data.matches("(.*)(.*)(.*)(.*)[^a]$")', letters],
    [`${"cel.bind(s, s + s, ".repeat(40)}s${")".repeat(40)}`.replace("s + s", '"aaaaaaaaaa"'), null],
    ["data.map(x, data)", numbers],
  ])("%s ends in a typed error", (source, data) => {
    expect(["budget_exceeded", "too_large"]).toContain(codeOf(source, data));
  });

  test.each([
    "(".repeat(9_000),
    `${"-".repeat(9_999)}1`,
    `${"1+".repeat(4_000)}1`,
    "x".repeat(10_001),
    "!".repeat(9_999),
  ])("source %# is refused at parse", (source) => {
    expect(compileExpression(source).ok).toBe(false);
  });
});

describe("templates", () => {
  test("one placeholder yields its value, more make a text", () => {
    expect(evaluateTemplate("{{ data.items }}", scope(order))).toEqual(order.items);
    expect(evaluateTemplate("n={{ data.count }} {{ null }}{{ [1] }}", scope(order))).toBe("n=3 [1]");
  });

  test("closing braces inside texts and maps do not end a placeholder", () => {
    expect(evaluateTemplate('{{ "}}" + "{{" }}', scope(null))).toBe("}}{{");
    expect(evaluateTemplate('{{{"a": {"b": 1}}}}', scope(null))).toEqual({ a: { b: 1 } });
  });

  test("an inserted value is never evaluated again", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const hostile = `{{ 1 + 1 }}${text}{{ data }}`;
        expect(evaluateTemplate("{{ data }}", scope(hostile))).toBe(hostile);
        expect(evaluateTemplate("<{{ data }}>", scope(hostile))).toBe(`<${hostile}>`);
      }),
    );
  });

  test("JSON goes through unchanged and twice the same", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        fc.pre(!JSON.stringify(value).includes("__proto__"));
        const expected = JSON.parse(JSON.stringify(value));
        expect(evaluateExpression("data", scope(value))).toEqual(expected);
        expect(evaluateExpression("parse_json(to_json(data))", scope(value))).toEqual(expected);
      }),
    );
  });

  test("a config is evaluated deeply, except where it is skipped, and errors carry their path", () => {
    const config = { url: "{{ run.input.url }}/x", deep: [{ n: "{{ data.count }}" }], raw: "{{ data }}" };
    expect(evaluateConfig(config, scope(order), { skip: ["/raw"] })).toEqual({
      url: "u/x",
      deep: [{ n: 3 }],
      raw: "{{ data }}",
    });
    expect(() => evaluateConfig({ "a/b": ["x {{ data.q }}"] }, scope(order))).toThrow(
      expect.objectContaining({ code: "missing_value", path: "/a~1b/0", start: 5 }),
    );
  });
});

describe("checks", () => {
  const context = {
    known_steps: { fetch: ["output", "response"] },
    known_inputs: ["input"],
    secrets_allowed: false,
  };
  test.each([
    ["steps.fetch.output.x + data.y", []],
    ["data.items.map(steps, steps.x)", []],
    ["steps.fetsh.output", ["unknown_step"]],
    ["steps.fetch.ouput", ["unknown_port"]],
    ["steps[data.x]", ["unknown_step"]],
    ["inputs.other", ["unknown_input"]],
    ["secrets.KEY", ["secrets_not_allowed"]],
    ["dta.x", ["unknown_variable"]],
    ["siez(data)", ["unknown_function"]],
    ["round()", ["wrong_arguments"]],
    ["1 +", ["syntax"]],
  ])("%s gives %j", (source, codes) => {
    expect(checkExpression(source, context).map(({ code }) => code)).toEqual(codes);
  });

  test("offsets and suggestions point at the name inside the text", () => {
    const [error] = checkTemplate("GET {{ steps.fetsh.output }}", context);
    expect(error).toMatchObject({
      start: 13,
      end: 18,
      message: expect.stringContaining("Did you mean fetch?"),
    });
  });

  test("references are read from the tree", () => {
    const { syntax } = compileOrThrow('steps.a.x + steps["b"].y + "steps.c" + secrets.KEY');
    const named = variableUses(syntax).map(({ name, path }) => `${name}.${path[0]?.key}`);
    expect(named).toEqual(["steps.a", "steps.b", "secrets.KEY"]);
  });
});

test("completion offers fields of a sample, also for the element of a macro", () => {
  const context = { data: { sample: order }, steps: { fetch: { output: { sample: { id: 1 } } } } };
  const labels = (source: string) =>
    completeExpression(source, source.length, context).options.map(({ label }) => label);
  expect(labels("data.to")).toContain("total");
  expect(labels("steps.")).toEqual(["fetch"]);
  expect(labels("steps.fetch.")).toEqual(["output"]);
  expect(labels("steps.fetch.output.i")).toContain("id");
  expect(labels("data.items.map(i, i.")).toContain("p");
  expect(labels('"data.')).toEqual([]);
});
