import { expect, test } from "vitest";
import { helpAt } from "./help-at.ts";

const context = {
  data: { sample: { items: [1, 2], total: 12 } },
  steps: {
    fetch: {
      output: { schema: { type: "object", properties: { id: { type: "string", description: "Its id." } } } },
    },
  },
};

test("a function says its signature and what it does", () => {
  const help = helpAt("size(data.items)", 2, "expression", context);
  expect(help).toMatchObject({ from: 0, to: 4 });
  expect(help?.title).toContain("size(");
  expect(help?.text).toContain("Example:");
});

test("a name says its kind and the value that was seen, up to the word under the pointer", () => {
  const source = "data.total + size(data.items)";
  expect(helpAt(source, 1, "expression", context)).toMatchObject({ from: 0, to: 4, value: { total: 12 } });
  expect(helpAt(source, 7, "expression", context)).toMatchObject({ title: "data.total: number", value: 12 });
});

test("a promised field says what its schema says of it", () => {
  expect(helpAt("steps.fetch.output.id", 20, "expression", context)).toMatchObject({
    title: "steps.fetch.output.id: string",
    text: "Its id.",
  });
});

test("in a text only placeholders have help, at their place in the text", () => {
  const text = "Total: {{ data.total }}";
  expect(helpAt(text, 3, "template", context)).toBeNull();
  expect(helpAt(text, 17, "template", context)).toMatchObject({ from: 15, to: 20, value: 12 });
});

test("what does not parse, and what nobody knows, has no help", () => {
  expect(helpAt("data.total +", 6, "expression", context)).toBeNull();
  expect(helpAt("1 + 2", 0, "expression", context)).toBeNull();
});
