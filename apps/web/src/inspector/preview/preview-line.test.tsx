// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import type { RunState } from "@worktrail/shared/run/state";
import { catalog } from "@worktrail/steps/contracts";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { selectSteps } from "../../canvas/selection.ts";
import { edge, segmentOf, step } from "../../gestures/testing/do-undo-redo.ts";
import { LastRunContext } from "../../last-run/last-run-context.tsx";
import { Editor } from "../../store/editor.ts";
import { EditorProvider } from "../../store/editor-context.tsx";
import { TooltipProvider } from "../../ui/Tooltip.tsx";
import { InspectorPanel } from "../Inspector.tsx";

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
beforeEach(() => localStorage.clear());
afterEach(cleanup);

const state = {
  run_id: "run_1",
  input: {},
  started_at: "2026-01-01T10:00:00Z",
  steps: { fetch: { status: "completed", outputs: { output: { total: 12, name: "Ada" } } } },
} as unknown as RunState;

function show(expression: string, run: boolean) {
  const segment = segmentOf([step("fetch"), step("use", { config: { expression } })], [edge("fetch", "use")]);
  const editor = new Editor(segment, catalog);
  editor.select(selectSteps(["use"]));
  const last = run ? { run_id: "run_1", started_at: state.started_at, state } : null;
  render(
    <EditorProvider editor={editor}>
      <TooltipProvider>
        <LastRunContext value={{ run: last, want: () => {} }}>
          <InspectorPanel />
        </LastRunContext>
      </TooltipProvider>
    </EditorProvider>,
  );
}
const shown = () => screen.findByLabelText("Value of Expression");

test("a field shows its value with what the last run brought", async () => {
  show("data.total * 2", true);
  expect((await shown()).textContent).toBe("=24");
});

test("what cannot be computed with these values says why", async () => {
  show("data.totals", true);
  expect((await shown()).textContent).toContain('There is no field "totals"');
});

test("without a run a mistake is not blamed on the expression: nobody has seen the data", async () => {
  show("data.total * 2", false);
  expect((await shown()).textContent).toContain("write a sample");
});

test("a value that is long is shown whole on demand", async () => {
  show("[data.name, data.name, data.name, data.name, data.name, data.name, data.name]", true);
  const button = await screen.findByRole("button", { name: "Show the whole value of Expression" });
  fireEvent.click(button);
  await waitFor(() => expect(screen.getByRole("dialog").textContent).toContain("7 items"));
});
