import { expect, test } from "vitest";
import { jsonText, jsonValue, textOf, textValue } from "./field-text.ts";
import { readKeyValues, rowProblem, writeKeyValues } from "./key-value-rows.ts";
import { matchingModels } from "./models.ts";
import {
  newOption,
  optionText,
  readOptions,
  withLabel,
  withOptionField,
  writeOptions,
} from "./option-rows.ts";

test("an emptied field is left out unless it has to be there", () => {
  expect(textValue("", false)).toBeUndefined();
  expect(textValue("", true)).toBe("");
  expect(textValue(" ", false)).toBe(" ");
});

test("a value that is no text is shown as JSON in a text field", () => {
  expect([textOf("a"), textOf(5), textOf(null), textOf({ a: 1 }), textOf(undefined)]).toEqual([
    "a",
    "5",
    "null",
    '{"a":1}',
    "",
  ]);
});

test("JSON that is not finished is kept as the text that was typed, and shown as such again", () => {
  const half = '{"a": [1,';
  expect(jsonValue(half)).toBe(half);
  expect(jsonText(jsonValue(half))).toBe(half);
  expect(jsonValue('{"a": [1, 2]}')).toEqual({ a: [1, 2] });
  expect(jsonValue("  ")).toBeUndefined();
});

test("keys and values come back as they were, also values that are no texts", () => {
  const headers = { accept: "application/json", "x-count": 5, "x-none": null };
  expect(writeKeyValues(readKeyValues(headers))).toEqual(headers);
});

test("a row in which nothing is written is not kept, one without a name is", () => {
  expect(writeKeyValues([{ key: "", value: "" }])).toBeUndefined();
  expect(writeKeyValues([{ key: "", value: "x" }])).toEqual({ "": "x" });
});

test("of two rows with one name the first counts and the second says why it does not", () => {
  const rows = [
    { key: "a", value: "1" },
    { key: "a", value: "2" },
  ];
  expect(writeKeyValues(rows)).toEqual({ a: "1" });
  expect(rowProblem(rows, 0, "header")).toBeNull();
  expect(rowProblem(rows, 1, "header")).toContain("already");
});

test("a name that JSON cannot carry safely is refused in words", () => {
  const rows = [{ key: "__proto__", value: "1" }];
  expect(writeKeyValues(rows)).toBeUndefined();
  expect(rowProblem(rows, 0, "entry")).toContain("reserved");
});

test("options come back as they were written, as ids alone or as objects", () => {
  const options = ["sales", { id: "support", label: "Support", style: "danger" }, 7];
  expect(writeOptions(readOptions(options))).toEqual(options);
  expect(writeOptions([])).toBeUndefined();
});

test("an option that is an id alone becomes an object when it gets a label, and an id again without it", () => {
  const [bare] = readOptions(["sales"]);
  if (!bare) throw new Error("There is one option.");
  const labelled = withOptionField(bare, "label", "Sales");
  expect(labelled.option).toEqual({ id: "sales", label: "Sales" });
  expect(withOptionField(bare, "id", "shop").option).toBe("shop");
});

test("the id of a new option follows its label and stays unique", () => {
  const rows = [...readOptions(["big_deals"]), newOption(readOptions(["big_deals"]))];
  const named = withLabel(rows, 1, "Big deals", false);
  expect(optionText(named, "id")).toBe("big_deals_2");
});

test("an id that was chosen, or that an edge leaves from, stays when the label changes", () => {
  const chosen = readOptions([{ id: "yes", label: "Approve" }]);
  expect(optionText(withLabel(chosen, 0, "Accept", false), "id")).toBe("yes");
  const made = readOptions([{ id: "approve", label: "Approve" }]);
  expect(optionText(withLabel(made, 0, "Accept", false), "id")).toBe("accept");
  expect(optionText(withLabel(made, 0, "Accept", true), "id")).toBe("approve");
});

test("models are narrowed by what is typed, and all are offered for one that is complete", () => {
  expect(matchingModels("echo").map(({ id }) => id)).toEqual(["demo/echo"]);
  expect(matchingModels("gpt-4o").length).toBeGreaterThan(3);
  expect(matchingModels("my-own-model")).toEqual([]);
});
