import { expect, test } from "vitest";
import { cutText, plainText, textWidth, wrapText } from "./picture-text.ts";

test("a line that fits stays, and a longer one ends in an ellipsis within its width", () => {
  expect(cutText("Fetch  orders\n", 200, 13)).toBe("Fetch orders");
  const cut = cutText("A name that goes on and on and on", 80, 13);
  expect(cut).toMatch(/^A name.*…$/);
  expect(textWidth(cut, 13)).toBeLessThanOrEqual(80);
});

test("a pictograph is cut whole", () => {
  expect(cutText("😀".repeat(40), 60, 13).isWellFormed()).toBe(true);
});

test("words wrap, a word that is too long is broken, and what has no room ends in an ellipsis", () => {
  const lines = wrapText(`one two three four ${"x".repeat(60)} end`, 90, 13, 4);
  expect(lines).toHaveLength(4);
  for (const line of lines) expect(textWidth(line, 13)).toBeLessThanOrEqual(90);
  expect(lines.at(-1)).toMatch(/…$/);
  expect(wrapText("a\n\nb", 90, 13, 4)).toEqual(["a", "", "b"]);
});

test("Markdown gives its words", () => {
  expect(plainText("# Title\n\n- **one** and `two`\n- [three](https://example.com) *four*")).toBe(
    "Title\n\n• one and two\n• three four",
  );
  expect(plainText("2 * 3 * 4")).toBe("2 * 3 * 4");
});
