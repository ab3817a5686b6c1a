// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { catalog } from "@worktrail/steps/contracts";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { selectSteps } from "../canvas/selection.ts";
import { segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { Editor } from "../store/editor.ts";
import { EditorProvider } from "../store/editor-context.tsx";
import { TooltipProvider } from "../ui/Tooltip.tsx";
import { InspectorPanel } from "./Inspector.tsx";

const drawn = vi.hoisted(() => ({ header: 0, errors: 0, ports: 0 }));
vi.mock("./StepIdField.tsx", () => ({ StepIdField: () => void drawn.header++ }));
vi.mock("./RetryFields.tsx", () => ({ RetryFields: () => void drawn.errors++ }));
vi.mock("./narrow-port.ts", async (original) => ({
  ...(await original<typeof import("./narrow-port.ts")>()),
  narrowerTypes: () => {
    drawn.ports++;
    return ["json"];
  },
}));

beforeAll(() => {
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
});
afterEach(cleanup);

test("typing in the config draws nothing of what stands around it, with a thousand steps in the segment", () => {
  const others = Array.from({ length: 1_000 }, (_, index) => step(`step_${index}`));
  const asked = step("ask", {
    step_type: "llm_agent",
    config: { model: "demo/echo" },
    retry: { max_attempts: 2 },
  });
  const editor = new Editor(segmentOf([...others, asked]), catalog);
  editor.select(selectSteps(["ask"]));
  render(
    <EditorProvider editor={editor}>
      <TooltipProvider>
        <InspectorPanel />
      </TooltipProvider>
    </EditorProvider>,
  );
  expect(Object.values(drawn).every((times) => times > 0)).toBe(true);
  const before = { ...drawn };
  fireEvent.change(screen.getByLabelText("Model*"), { target: { value: "gpt-4o" } });
  act(() => void editor.validate());
  expect(editor.graph.steps.get("ask")?.step.config).toMatchObject({ model: "gpt-4o" });
  expect(drawn).toEqual(before);
});
