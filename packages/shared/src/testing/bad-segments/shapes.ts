import type { JsonValue } from "../../json.ts";
import { rows } from "./rows.ts";
import { pair } from "./starts.ts";

/** The good segment with one place changed; `undefined` removes. */
function changed(path: readonly (string | number)[], value: unknown): unknown {
  const copy: unknown = pair().build();
  let parent = copy as Record<string | number, unknown>;
  for (const token of path.slice(0, -1)) parent = parent[token] as Record<string | number, unknown>;
  const last = path.at(-1) ?? "";
  if (value === undefined) delete parent[last];
  else Object.defineProperty(parent, last, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}

function nested(levels: number): JsonValue {
  let value: JsonValue = 0;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

export const shapes = rows("refused", [
  ["null", null, "FIELD_TYPE", ""],
  ["a list", [], "FIELD_TYPE", ""],
  ["no segment_id", changed(["segment_id"], undefined), "FIELD_MISSING", "/segment_id"],
  ["no name", changed(["name"], undefined), "FIELD_MISSING", "/name"],
  ["no version", changed(["version"], undefined), "FIELD_MISSING", "/version"],
  ["no steps", changed(["steps"], undefined), "FIELD_MISSING", "/steps"],
  ["no step_type", changed(["steps", 0, "step_type"], undefined), "FIELD_MISSING", "/steps/0/step_type"],
  [
    "no target_port",
    changed(["edges", 0, "target_port"], undefined),
    "FIELD_MISSING",
    "/edges/0/target_port",
  ],
  ["an empty name", changed(["name"], ""), "FIELD_VALUE", "/name"],
  ["a name of 10,000 characters", changed(["name"], "n".repeat(10_000)), "LIMIT_STRING", "/name"],
  ["a name that is a number", changed(["name"], 5), "FIELD_TYPE", "/name"],
  ["a version of two numbers", changed(["version"], "1.0"), "FIELD_VALUE", "/version"],
  ["steps as an object", changed(["steps"], {}), "FIELD_TYPE", "/steps"],
  ["a step that is null", changed(["steps", 1], null), "FIELD_TYPE", "/steps/1"],
  ["an id with a capital letter", changed(["segment_id"], "Orders"), "ID_INVALID", "/segment_id"],
  ["an id with a dash", changed(["steps", 0, "step_id"], "a-b"), "ID_INVALID", "/steps/0/step_id"],
  [
    "an id of 65 characters",
    changed(["steps", 0, "step_id"], "a".repeat(65)),
    "ID_INVALID",
    "/steps/0/step_id",
  ],
  ["an empty id", changed(["steps", 0, "step_id"], ""), "ID_INVALID", "/steps/0/step_id"],
  [
    "a reserved word as an id",
    changed(["steps", 0, "step_id"], "constructor"),
    "ID_INVALID",
    "/steps/0/step_id",
  ],
  ["an unknown key at the top", changed(["stepz"], []), "FIELD_UNKNOWN", "/stepz"],
  ["an unknown key in a step", changed(["steps", 0, "stepType"], "x"), "FIELD_UNKNOWN", "/steps/0/stepType"],
  ["an unknown key in an edge", changed(["edges", 0, "label"], "x"), "FIELD_UNKNOWN", "/edges/0/label"],
  [
    "an unknown data_type",
    changed(["steps", 0, "inputs"], [{ port_id: "input", data_type: "any" }]),
    "FIELD_VALUE",
    "/steps/0/inputs/0/data_type",
  ],
  ["an unknown on_error", changed(["steps", 0, "on_error"], "ignore"), "FIELD_VALUE", "/steps/0/on_error"],
  ["a time-out of 0", changed(["steps", 0, "timeout_seconds"], 0), "FIELD_VALUE", "/steps/0/timeout_seconds"],
  [
    "a time-out with a fraction",
    changed(["steps", 0, "timeout_seconds"], 1.5),
    "FIELD_TYPE",
    "/steps/0/timeout_seconds",
  ],
  [
    "a time-out as a text",
    changed(["steps", 0, "timeout_seconds"], "5m"),
    "FIELD_TYPE",
    "/steps/0/timeout_seconds",
  ],
  [
    "a time-out of 1e15 seconds",
    changed(["steps", 0, "timeout_seconds"], 1e15),
    "FIELD_VALUE",
    "/steps/0/timeout_seconds",
  ],
  [
    "a billion attempts",
    changed(["steps", 0, "retry"], { max_attempts: 1e9 }),
    "FIELD_VALUE",
    "/steps/0/retry/max_attempts",
  ],
  [
    "a backoff of 0",
    changed(["steps", 0, "retry"], { max_attempts: 2, backoff: 0 }),
    "FIELD_VALUE",
    "/steps/0/retry/backoff",
  ],
  ["a colour by name", changed(["steps", 0, "ui"], { color: "red" }), "FIELD_VALUE", "/steps/0/ui/color"],
  [
    "a position without y",
    changed(["steps", 0, "position"], { x: 1 }),
    "FIELD_MISSING",
    "/steps/0/position/y",
  ],
  [
    "NaN as a value",
    changed(["steps", 0, "position"], { x: Number.NaN, y: 0 }),
    "NUMBER_INVALID",
    "/steps/0/position/x",
  ],
  ["a function as a value", changed(["metadata"], { f: () => 1 }), "FIELD_TYPE", "/metadata/f"],
  ["a date object as a value", changed(["metadata"], { at: new Date(0) }), "FIELD_TYPE", "/metadata/at"],
  [
    "__proto__ as a key",
    changed(["steps", 0, "config", "__proto__"], {}),
    "JSON_FORBIDDEN_KEY",
    "/steps/0/config/__proto__",
  ],
  [
    "constructor as a key",
    changed(["metadata"], { constructor: 1 }),
    "JSON_FORBIDDEN_KEY",
    "/metadata/constructor",
  ],
  ["U+0000 in a text", changed(["name"], "a\u0000b"), "JSON_FORBIDDEN_CHARACTER", "/name"],
  ["half of a surrogate pair", changed(["name"], "a\ud83d"), "JSON_FORBIDDEN_CHARACTER", "/name"],
  [
    "2,001 steps",
    changed(
      ["steps"],
      Array.from({ length: 2_001 }, (_, i) => ({ step_id: `s${i}`, step_type: "transform" })),
    ),
    "LIMIT_STEPS",
    "/steps",
  ],
  [
    "5,001 edges",
    changed(
      ["edges"],
      Array.from({ length: 5_001 }, () => pair().build().edges?.[0]),
    ),
    "LIMIT_EDGES",
    "/edges",
  ],
  ["a text of over 100 kB", changed(["description"], "d".repeat(100_001)), "LIMIT_STRING", "/description"],
  [
    "33 levels of nesting",
    changed(["metadata"], { x: nested(31) }),
    "LIMIT_DEPTH",
    `/metadata/x${"/0".repeat(30)}`,
  ],
  [
    "200,000 levels of nesting",
    changed(["metadata"], { x: nested(200_000) }),
    "LIMIT_DEPTH",
    `/metadata/x${"/0".repeat(30)}`,
  ],
  [
    "over 2 MB in all",
    changed(["metadata"], { x: Array.from({ length: 30 }, () => "x".repeat(90_000)) }),
    "LIMIT_BYTES",
    "",
  ],
]);
