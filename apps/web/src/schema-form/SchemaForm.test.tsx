// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import type { JsonObject } from "@worktrail/shared/json";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import { TooltipProvider } from "../ui/Tooltip.tsx";
import type { SchemaControlProps } from "./controls.ts";
import { SchemaForm, type SchemaFormProps } from "./SchemaForm.tsx";

afterEach(cleanup);

function show(props: Partial<SchemaFormProps> & { schema: JsonObject }, first: JsonObject = {}) {
  const seen: JsonObject[] = [];
  function Held() {
    const [value, setValue] = useState(first);
    const change = (next: JsonObject) => {
      seen.push(next);
      setValue(next);
    };
    return <SchemaForm {...props} value={value} onChange={change} />;
  }
  render(<Held />, { wrapper: TooltipProvider });
  return seen;
}
const type = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

test("texts and numbers are handed on as what they are, and an emptied field is left out", () => {
  const seen = show({
    schema: {
      type: "object",
      properties: { name: { type: "string", title: "Name" }, age: { type: "integer", title: "Age" } },
    },
  });
  type("Name", "Ada");
  type("Age", "36");
  expect(seen.at(-1)).toEqual({ name: "Ada", age: 36 });
  type("Name", "");
  expect(seen.at(-1)).toEqual({ age: 36 });
});

test("showing a form writes nothing, not even the defaults of its schema", () => {
  const seen = show({
    schema: {
      type: "object",
      properties: {
        method: { type: "string", enum: ["GET", "POST"], default: "GET", title: "Method" },
        notify: { type: "boolean", default: true, title: "Notify" },
        tags: { type: "array", minItems: 1, items: { type: "string" } },
      },
    },
  });
  expect(seen).toEqual([]);
  expect(screen.getByRole("radio", { name: "GET" }).getAttribute("aria-checked")).toBe("true");
  expect(screen.getByRole("switch", { name: "Notify" }).getAttribute("aria-checked")).toBe("true");
});

test("an error stands by the field that its path names and describes the control", () => {
  show({
    schema: {
      type: "object",
      properties: {
        address: { type: "object", properties: { city: { type: "string", title: "City" } } },
      },
    },
    errors: [{ path: "/address/city", message: "Name a city." }],
  });
  const input = screen.getByLabelText("City");
  expect(input.getAttribute("aria-invalid")).toBe("true");
  const described = (input.getAttribute("aria-describedby") ?? "").split(" ");
  expect(described.map((id) => document.getElementById(id)?.textContent)).toContain("Name a city.");
});

test("a field with x-control is drawn by the caller's control, whatever its type", () => {
  const Control = ({ label, path, onChange }: SchemaControlProps) => (
    <button type="button" onClick={() => onChange({ a: "b" })}>
      {label} at {path}
    </button>
  );
  const seen = show({
    schema: {
      type: "object",
      properties: {
        headers: { type: "object", title: "Headers", "x-control": "key_value", additionalProperties: {} },
      },
    },
    widgets: { key_value: Control },
  });
  fireEvent.click(screen.getByRole("button", { name: "Headers at /headers" }));
  expect(seen.at(-1)).toEqual({ headers: { a: "b" } });
});

test("lists grow, shrink and hold numbers or texts as their schema allows", () => {
  const seen = show(
    {
      schema: {
        type: "object",
        properties: {
          expect: {
            type: "array",
            title: "Expected",
            items: { anyOf: [{ type: "integer" }, { type: "string", pattern: "^[1-5]xx$" }] },
          },
        },
      },
    },
    { expect: ["2xx"] },
  );
  fireEvent.click(screen.getByRole("button", { name: /^Add/ }));
  const inputs = screen.getAllByRole("textbox");
  expect(inputs).toHaveLength(2);
  fireEvent.change(inputs[1] as Element, { target: { value: "404" } });
  expect(seen.at(-1)).toEqual({ expect: ["2xx", 404] });
  fireEvent.click(screen.getByRole("button", { name: "Remove entry 1" }));
  expect(seen.at(-1)).toEqual({ expect: [404] });
});

test("alternatives told apart by a constant show the fields of the chosen one", () => {
  const seen = show(
    {
      schema: {
        type: "object",
        properties: {
          auth: {
            title: "Sign-in",
            oneOf: [
              { type: "object", title: "None", properties: { type: { const: "none" } } },
              {
                type: "object",
                title: "Bearer token",
                properties: { type: { const: "bearer" }, token: { type: "string", title: "Token" } },
                additionalProperties: false,
              },
            ],
          },
        },
      },
    },
    { auth: { type: "bearer" } },
  );
  type("Token", "abc");
  expect(seen.at(-1)).toEqual({ auth: { type: "bearer", token: "abc" } });
});

const METHOD: JsonObject = {
  type: "object",
  properties: { method: { type: "string", title: "Method", enum: ["GET", "POST"], default: "GET" } },
};

test("a field that is not as its schema's default can be set back to it", () => {
  const seen = show({ schema: METHOD });
  expect(screen.queryByRole("button", { name: /Reset/ })).toBeNull();
  fireEvent.click(screen.getByRole("radio", { name: "POST" }));
  expect(seen.at(-1)).toEqual({ method: "POST" });
  fireEvent.click(screen.getByRole("button", { name: 'Reset Method to "GET"' }));
  expect(seen.at(-1)).toEqual({});
});

test("a field whose values differ shows none of them, not even its default, and says so", () => {
  show({ schema: METHOD, mixed: new Set(["method"]) });
  expect(screen.getByText("Mixed")).toBeTruthy();
  expect(screen.getAllByRole("radio").map((one) => one.getAttribute("aria-checked"))).toEqual([
    "false",
    "false",
  ]);
});

test("typing in one field draws that field anew and no other", () => {
  const drawn: string[] = [];
  const Counted = ({ label, value, onChange }: SchemaControlProps) => {
    drawn.push(label);
    return (
      <input
        aria-label={label}
        value={String(value ?? "")}
        onChange={({ target }) => onChange(target.value)}
      />
    );
  };
  const part = (title: string) => ({ type: "string", title, "x-control": "counted" });
  show({
    schema: { type: "object", properties: { a: part("A"), b: part("B"), c: part("C") } },
    widgets: { counted: Counted },
  });
  drawn.length = 0;
  type("B", "x");
  expect(new Set(drawn)).toEqual(new Set(["B"]));
});
