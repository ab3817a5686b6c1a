// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { Field } from "./Field.tsx";
import { Input } from "./Input.tsx";

afterEach(cleanup);

test("a control is found by its label and described by hint and error", () => {
  render(
    <Field label="URL" hint="Where to ask." error="Give an address." required>
      {(control) => <Input {...control} />}
    </Field>,
  );
  const input = screen.getByLabelText(/^URL/);
  const described = input.getAttribute("aria-describedby")?.split(" ") ?? [];
  expect(described.map((id) => document.getElementById(id)?.textContent)).toEqual([
    "Where to ask.",
    "Give an address.",
  ]);
  expect(input.getAttribute("aria-invalid")).toBe("true");
  expect(input.getAttribute("aria-required")).toBe("true");
});

test("a control without hint and error is not described", () => {
  render(<Field label="Name">{(control) => <Input {...control} />}</Field>);
  expect(screen.getByLabelText("Name").hasAttribute("aria-describedby")).toBe(false);
  expect(screen.getByLabelText("Name").hasAttribute("aria-invalid")).toBe(false);
});
