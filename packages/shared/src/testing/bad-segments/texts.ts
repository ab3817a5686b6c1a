import { rows } from "./rows.ts";

export const texts = rows("refused", [
  ["nothing at all", "", "JSON_SYNTAX", ""],
  ["only spaces", " \n\t", "JSON_SYNTAX", ""],
  ["a byte order mark", '\uFEFF{"segment_id":"a"}', "JSON_SYNTAX", ""],
  ["a trailing comma in an object", '{"segment_id":"a",}', "JSON_SYNTAX", ""],
  ["a trailing comma in a list", '{"steps":[1,]}', "JSON_SYNTAX", "/steps"],
  ["a text that ends too early", '{"steps":[', "JSON_SYNTAX", "/steps/0"],
  ["an unclosed text", '{"name":"abc', "JSON_SYNTAX", "/name"],
  ["a comment", '{"name": // x\n"a"}', "JSON_SYNTAX", "/name"],
  ["single quotes", "{'name':1}", "JSON_SYNTAX", ""],
  ["NaN", '{"name":NaN}', "JSON_SYNTAX", "/name"],
  ["a leading zero", '{"name":012}', "JSON_SYNTAX", "/name"],
  ["more after the end", "{} {}", "JSON_SYNTAX", ""],
  ["an unknown escape", '{"name":"\\x41"}', "JSON_SYNTAX", "/name"],
  ["a key that is there twice", '{"name":"a","name":"b"}', "JSON_DUPLICATE_KEY", "/name"],
  [
    "a repeated key deep inside",
    '{"steps":[{"config":{"a":1,"a":2}}]}',
    "JSON_DUPLICATE_KEY",
    "/steps/0/config/a",
  ],
  [
    "__proto__ as a key in a text",
    '{"metadata":{"__proto__":{"x":1}}}',
    "JSON_FORBIDDEN_KEY",
    "/metadata/__proto__",
  ],
  ["a text of over 2 MB", `{"name":"${"a".repeat(2_000_000)}"}`, "LIMIT_BYTES", ""],
  ["a text nested 200,000 levels deep", `${"[".repeat(200_000)}`, "LIMIT_DEPTH", "/0".repeat(32)],
  ["a number beyond all numbers", '{"metadata":{"x":1e400}}', "NUMBER_INVALID", "/metadata/x"],
  [
    "a whole number that cannot be kept",
    '{"metadata":{"x":9007199254740993}}',
    "NUMBER_INVALID",
    "/metadata/x",
  ],
]);
