// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { JsonView } from "./JsonView.tsx";
import { TooltipProvider } from "./Tooltip.tsx";

afterEach(cleanup);

function show(value: Parameters<typeof JsonView>[0]["value"], openDepth = 1) {
  return render(
    <TooltipProvider>
      <JsonView value={value} label="output" openDepth={openDepth} />
    </TooltipProvider>,
  );
}

test("a long list is drawn a hundred items at a time", () => {
  const { container } = show(Array.from({ length: 250 }, (_, index) => `item-${index}`));
  const drawn = () => container.textContent?.match(/item-\d+/g)?.length;
  expect(drawn()).toBe(100);
  fireEvent.click(screen.getByRole("button", { name: "Show 100 more of 250" }));
  fireEvent.click(screen.getByRole("button", { name: "Show 50 more of 250" }));
  expect(drawn()).toBe(250);
  expect(screen.queryByRole("button", { name: /more of/ })).toBeNull();
});

test("a long text is cut until asked for", () => {
  const { container } = show({ text: `${"x".repeat(1_000)}END` });
  expect(container.textContent).not.toContain("END");
  fireEvent.click(screen.getByRole("button", { name: "Show more (1,003 characters)" }));
  expect(container.textContent).toContain("END");
});

test("a level folds and unfolds, and says whether it is open", () => {
  const { container } = show({ customer: { name: "Ada" } });
  const fold = screen.getByRole("button", { name: /customer/ });
  expect(fold.getAttribute("aria-expanded")).toBe("false");
  expect(container.textContent).not.toContain("Ada");
  fireEvent.click(fold);
  expect(fold.getAttribute("aria-expanded")).toBe("true");
  expect(container.textContent).toContain("Ada");
});

test("what looks like markup stays text", () => {
  const { container } = show({ html: "<img src=x onerror=alert(1)>" });
  expect(container.querySelector("img")).toBeNull();
  expect(container.textContent).toContain("<img src=x");
});
