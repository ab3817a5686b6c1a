// @vitest-environment jsdom

import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import type { JsonValue } from "@worktrail/shared/json";
import { afterEach, expect, test, vi } from "vitest";
import { JsonView } from "./JsonView.tsx";
import { TooltipProvider } from "./Tooltip.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(value: JsonValue | undefined, more: { openDepth?: number; root?: string } = {}) {
  return render(
    <TooltipProvider>
      <JsonView value={value} label="output" openDepth={1} {...more} />
    </TooltipProvider>,
  );
}
const lines = () => screen.getAllByRole("treeitem").map((line) => line.textContent);
const active = () =>
  screen.getAllByRole("treeitem").find((line) => line.getAttribute("aria-selected") === "true");
const press = (...keys: string[]) => {
  for (const key of keys) fireEvent.keyDown(screen.getByRole("tree"), { key });
};

test("a long list is drawn as far as it is in sight", () => {
  show(Array.from({ length: 50_000 }, (_, index) => `item-${index}`));
  expect(screen.getAllByRole("treeitem").length).toBeLessThan(100);
  expect(lines().slice(0, 3)).toEqual(["50,000 items", "[0 … 999]", '0: "item-0"']);
});

test("a tree is walked, opened and closed with the arrow keys", () => {
  show({ customer: { name: "Ada" }, total: 3 });
  press("ArrowDown", "ArrowDown");
  expect(active()?.textContent).toBe("customer: { name }");
  expect(active()?.getAttribute("aria-expanded")).toBe("false");
  press("ArrowRight", "ArrowRight");
  expect(active()?.textContent).toBe('name: "Ada"');
  press("ArrowLeft", "ArrowLeft");
  expect(lines()).toEqual(["2 keys", "customer: { name }", "total: 3"]);
  press("End");
  expect(active()?.textContent).toBe("total: 3");
});

test("a word is found wherever it stands, and what hides it opens", () => {
  show({ deep: { deeper: [{ name: "Ada" }, { name: "Bob" }, { name: "Adam" }] } });
  fireEvent.click(screen.getByRole("button", { name: "Find in output" }));
  const field = screen.getByRole("searchbox", { name: "Find in output" });
  fireEvent.change(field, { target: { value: "ada" } });
  expect(screen.getByRole("status").textContent).toBe("2 found");
  fireEvent.keyDown(field, { key: "Enter" });
  expect(active()?.textContent).toBe('name: "Ada"');
  fireEvent.click(screen.getByRole("button", { name: "Next match" }));
  expect(active()?.textContent).toBe('name: "Adam"');
  expect(screen.getByRole("status").textContent).toBe("2 of 2");
  expect(active()?.querySelector("mark")?.textContent).toBe("Ada");
  expect(screen.getByRole("button", { name: "Copy path" })).toBeTruthy();
});

test("a path and a value are copied as expressions and files know them", () => {
  const writeText = vi.fn(async () => undefined);
  vi.stubGlobal("navigator", { clipboard: { writeText } });
  show({ items: [{ id: 7 }] }, { openDepth: 3, root: "steps.fetch.output" });
  fireEvent.click(screen.getByText("id"));
  fireEvent.click(screen.getByRole("button", { name: "Copy path" }));
  fireEvent.click(screen.getByRole("button", { name: "Copy value" }));
  expect(writeText.mock.calls).toEqual([["steps.fetch.output.items[0].id"], ["7"]]);
});

test("a list of objects is a table too, sorted by a column that is pressed", () => {
  show({
    rows: [
      { id: 2, name: "b" },
      { id: 1, tag: true },
    ],
  });
  fireEvent.click(screen.getByRole("radio", { name: "Table" }));
  const cells = () =>
    screen.getAllByRole("row").map((row) => [...row.children].map((cell) => cell.textContent));
  expect(cells()).toEqual([
    ["#", "id", "name", "tag"],
    ["0", "2", "b", ""],
    ["1", "1", "", "true"],
  ]);
  fireEvent.click(within(screen.getByRole("table")).getByRole("button", { name: "id" }));
  expect(cells()[1]?.[1]).toBe("1");
  expect(screen.getByRole("columnheader", { name: "id" }).getAttribute("aria-sort")).toBe("ascending");
  fireEvent.click(screen.getByRole("radio", { name: "Tree" }));
  expect(screen.getByRole("tree", { name: "output" })).toBeTruthy();
});

test("a long text inside is cut until it is opened", () => {
  const { container } = show({ text: `${"x ".repeat(500)}END` });
  expect(container.textContent).not.toContain("END");
  fireEvent.click(screen.getByText("text"));
  press("End");
  expect(container.textContent).toContain("END");
});

test("a long text alone is cut until asked for", () => {
  const { container } = show(`${"x".repeat(1_000)}END`);
  expect(container.textContent).not.toContain("END");
  fireEvent.click(screen.getByRole("button", { name: "Show more (1,003 characters)" }));
  expect(container.textContent).toContain("END");
});

test("what looks like markup stays text", () => {
  const { container } = show({ html: "<img src=x onerror=alert(1)>" });
  expect(container.querySelector("img")).toBeNull();
  expect(container.textContent).toContain("<img src=x");
});
