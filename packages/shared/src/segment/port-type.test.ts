import { describe, expect, test } from "vitest";
import type { JsonValue } from "../json.ts";
import { portsCompatible, portValueProblem } from "./port-type.ts";
import { DATA_TYPES, type DataType } from "./schema.ts";

describe("portsCompatible", () => {
  const fits = (from: DataType, to: DataType) => portsCompatible({ data_type: from }, { data_type: to });

  test("json fits every type, and every type fits itself", () => {
    for (const type of DATA_TYPES)
      expect([fits("json", type), fits(type, "json"), fits(type, type)]).toEqual([true, true, true]);
  });

  test.each<[DataType, DataType, boolean]>([
    ["email", "string", true],
    ["string", "email", true],
    ["integer", "number", true],
    ["number", "integer", true],
    ["email", "url", false],
    ["string", "number", false],
    ["object", "array", false],
    ["boolean", "string", false],
    ["integer", "string", false],
  ])("%s into %s: %s", (from, to, expected) => {
    expect(fits(from, to)).toBe(expected);
  });
});

describe("portValueProblem", () => {
  const problem = (data_type: DataType, value: JsonValue) =>
    portValueProblem({ port_id: "p", data_type }, value);

  test.each<[DataType, JsonValue[], JsonValue[]]>([
    ["json", [null, 1, "a", [], {}], []],
    ["string", ["", "a"], [1, null, [], {}]],
    ["number", [0, -1.5], ["1", null, true]],
    ["integer", [0, -3, 1e3], [1.5, "1"]],
    ["boolean", [true, false], [0, "true", null]],
    ["object", [{}], [[], null, "x"]],
    ["array", [[]], [{}, null]],
    [
      "email",
      ["ada@example.com", "a.b+c@sub.example.nl"],
      ["", "ada", "@x.nl", "a b@x.nl", "a@x", "a@@x.nl", ".a@x.nl", 1],
    ],
    [
      "url",
      ["https://example.com/a?b=1#c", "http://[::1]:4700", "http://localhost:80/"],
      ["", "ftp://x.nl", "javascript:alert(1)", "https://", "https://a b", "http://x:99999"],
    ],
    [
      "date",
      ["2026-01-31", "2024-02-29"],
      ["2026-02-29", "2026-13-01", "10000-01-01", "2026-1-1", "2026-01-01T00:00:00Z"],
    ],
    [
      "datetime",
      ["2026-01-31T09:30:00Z", "2026-01-31T09:30:00.123+02:00"],
      ["2026-01-31", "2026-01-31T09:30:00", "2026-01-31T24:00:00Z", "x"],
    ],
    ["uuid", ["123e4567-e89b-12d3-a456-426614174000"], ["123e4567", "123e4567-e89b-12d3-a456-42661417400g"]],
  ])("%s takes what it is named after and nothing else", (type, good, bad) => {
    for (const value of good) expect([value, problem(type, value)]).toEqual([value, null]);
    for (const value of bad)
      expect([value, problem(type, value)]).toEqual([value, expect.stringContaining('"p"')]);
  });

  test("checks the port's schema behind its type and says what does not fit", () => {
    const port = { port_id: "order", data_type: "object" as const, schema: { required: ["total"] } };
    expect(portValueProblem(port, { total: 1 })).toBeNull();
    expect(portValueProblem(port, {})).toMatch(
      /^The value on the port "order" does not fit its schema: .*total/,
    );
  });

  test("long hostile texts are answered at once", () => {
    const started = Date.now();
    for (const type of DATA_TYPES) problem(type, `http://${"a".repeat(100_000)}@${"-".repeat(100_000)}!`);
    expect(Date.now() - started).toBeLessThan(500);
  });
});
