// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import type { Segment } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { selectSteps } from "../canvas/selection.ts";
import { Editor } from "../store/editor.ts";
import { EditorProvider } from "../store/editor-context.tsx";
import { TooltipProvider } from "../ui/Tooltip.tsx";
import { InspectorPanel } from "./Inspector.tsx";

const segment: Segment = {
  segment_id: "orders",
  name: "Orders",
  version: "1.0.0",
  steps: [
    { step_id: "fetch", step_type: "http_action", config: { url: "https://example.com", method: "GET" } },
    { step_id: "split", step_type: "parallel_split", config: { branches: 2 } },
    {
      step_id: "ask",
      step_type: "human_task",
      config: {
        task_type: "choice",
        title: "{{ steps.fetch.output.id }}",
        options: [{ id: "yes", label: "Yes" }],
      },
    },
  ],
  edges: [
    { source_step: "fetch", source_port: "output", target_step: "ask", target_port: "input" },
    { source_step: "fetch", source_port: "output", target_step: "split", target_port: "input" },
  ],
};

beforeAll(() => {
  // jsdom has no layout; Radix and CodeMirror only want to be told so.
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  Range.prototype.getClientRects ??= () => [] as unknown as DOMRectList;
  Element.prototype.scrollIntoView ??= () => {};
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function show(step_id?: string) {
  const editor = new Editor(segment, catalog);
  if (step_id) editor.select(selectSteps([step_id]));
  render(
    <EditorProvider editor={editor}>
      <TooltipProvider>
        <InspectorPanel />
      </TooltipProvider>
    </EditorProvider>,
  );
  const labels = () => editor.history.getState().past.map((entry) => entry.label);
  const config = (id: string) => editor.graph.steps.get(id)?.step.config;
  return { editor, labels, config };
}
const type = (element: HTMLElement, ...texts: string[]) => {
  for (const value of texts) fireEvent.change(element, { target: { value } });
};

test("looking at a step changes nothing", async () => {
  for (const { step_id } of segment.steps) {
    const { editor, labels } = show(step_id);
    await waitFor(() => expect(document.querySelector("textarea")).toBeNull());
    expect(labels()).toEqual([]);
    expect(editor.segment).toBe(segment);
    cleanup();
  }
});

test("a burst of typing in one field is one entry, and undo brings the whole of it back", () => {
  vi.spyOn(performance, "now").mockReturnValue(1_000);
  const { editor, labels, config } = show("split");
  type(screen.getByLabelText("Branches*"), "3", "32");
  expect(labels()).toEqual(["Change branches"]);
  expect(config("split")).toEqual({ branches: 32 });
  act(() => void editor.undo());
  expect(config("split")).toEqual({ branches: 2 });
  expect(screen.getByLabelText<HTMLInputElement>("Branches*").value).toBe("2");
});

test("leaving a field ends the burst", () => {
  const { labels } = show("split");
  const field = screen.getByLabelText("Branches*");
  type(field, "3");
  fireEvent.blur(field);
  type(field, "4");
  expect(labels()).toEqual(["Change branches", "Change branches"]);
});

test("a half-written number is kept as it was typed and its problem stands under the field and on top", () => {
  const { editor, config } = show("split");
  type(screen.getByLabelText("Branches*"), "3x");
  expect(config("split")).toEqual({ branches: "3x" });
  act(() => void editor.validate());
  expect(screen.getByLabelText<HTMLInputElement>("Branches*").value).toBe("3x");
  expect(screen.getByLabelText("Branches*").getAttribute("aria-invalid")).toBe("true");
  const summary = screen.getByRole("list", { name: "Problems here" });
  fireEvent.click(within(summary).getByRole("button", { name: /must be a number/ }));
  expect(document.activeElement).toBe(screen.getByLabelText("Branches*"));
});

test("another id is taken over when the field is left, and expressions follow", () => {
  const { editor, config } = show("fetch");
  const field = screen.getByLabelText("Id");
  type(field, "ask");
  fireEvent.blur(field);
  expect(editor.segment).toBe(segment);
  expect(screen.getByText(/Another step has this id/)).toBeTruthy();
  type(field, "load");
  fireEvent.keyDown(field, { key: "Enter" });
  expect(config("ask")?.title).toBe("{{ steps.load.output.id }}");
  expect([...editor.session.getState().selection.steps]).toEqual(["load"]);
});

test("options are added, named and moved as one list", () => {
  const { config } = show("ask");
  fireEvent.click(screen.getByRole("button", { name: "Add option" }));
  type(screen.getByLabelText("Label of option 2"), "Not now");
  fireEvent.click(screen.getByRole("button", { name: "Move option 2 up" }));
  expect(config("ask")?.options).toEqual([
    { id: "not_now", label: "Not now" },
    { id: "yes", label: "Yes" },
  ]);
  fireEvent.click(screen.getByRole("button", { name: "Remove option 2" }));
  expect(config("ask")?.options).toEqual([{ id: "not_now", label: "Not now" }]);
});

test("two rows with one name stay in the list until one of them is renamed", () => {
  const { config } = show("fetch");
  for (const _ of [1, 2]) fireEvent.click(screen.getByRole("button", { name: "Add header" }));
  type(screen.getByLabelText("Name of header 1"), "accept");
  type(screen.getByLabelText("Name of header 2"), "accept");
  expect(config("fetch")?.headers).toEqual({ accept: "" });
  expect(screen.getByText(/There is a header with this name already/)).toBeTruthy();
  type(screen.getByLabelText("Name of header 2"), "accept-language");
  expect(config("fetch")?.headers).toEqual({ accept: "", "accept-language": "" });
});

test("a problem that is opened elsewhere focuses its field, also in a part that is folded", async () => {
  const { editor } = show("fetch");
  act(() => editor.session.setState({ focus_field: { step_id: "fetch", path: "/steps/0/timeout_seconds" } }));
  const field = screen.getByLabelText("Time limit");
  expect(document.activeElement).toBe(field);
  expect(field.closest("details")?.open).toBe(true);
  expect(editor.session.getState().focus_field).toBeNull();
});

test("a setting that would break the segment's shape stays in the field and is not taken over", () => {
  const { editor } = show();
  type(screen.getByLabelText("Version*"), "1.");
  expect(editor.segment.version).toBe("1.0.0");
  expect(screen.getByLabelText("Version*").getAttribute("aria-invalid")).toBe("true");
  type(screen.getByLabelText("Version*"), "1.1.0");
  expect(editor.segment.version).toBe("1.1.0");
});

test("input fields make the segment's input schema", () => {
  const { editor } = show();
  fireEvent.click(screen.getByRole("button", { name: "Add field" }));
  type(screen.getByLabelText("Name of field 1"), "customer");
  fireEvent.click(screen.getByLabelText("Field 1 is required"));
  expect(editor.segment.input_schema).toEqual({
    type: "object",
    properties: { customer: { type: "string" } },
    required: ["customer"],
  });
});

test("the editor of a template takes over from the plain field, with what was typed and the focus", async () => {
  const { config } = show("fetch");
  const plain = screen.getByRole("textbox", { name: "Address" });
  plain.focus();
  if (plain instanceof HTMLTextAreaElement) type(plain, "https://example.com/{{ data.id }}");
  await waitFor(() => expect(document.querySelector(".cm-content[aria-label=Address]")).not.toBeNull());
  const editor = screen.getByRole("textbox", { name: "Address" });
  expect(editor.textContent).toContain("example.com");
  if (plain instanceof HTMLTextAreaElement) {
    expect(config("fetch")?.url).toBe("https://example.com/{{ data.id }}");
    expect(document.activeElement).toBe(editor);
  }
});
