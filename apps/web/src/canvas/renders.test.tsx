// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import type { Segment } from "@worktrail/shared/segment/schema";
import { aSegment } from "@worktrail/shared/testing/builders";
import { catalog } from "@worktrail/steps/contracts";
import { ReactFlowProvider } from "@xyflow/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { moveParts } from "../gestures/move.ts";
import { InspectorPanel } from "../inspector/Inspector.tsx";
import { Editor } from "../store/editor.ts";
import { EditorProvider } from "../store/editor-context.tsx";
import { createRunStore } from "../store/run.ts";
import { runOverlaySource } from "../store/run-overlay.ts";
import { TooltipProvider } from "../ui/Tooltip.tsx";
import { EditorCanvas } from "./EditorCanvas.tsx";
import { edgePath } from "./edge-path.ts";
import { EMPTY_SELECTION, selectSteps } from "./selection.ts";
import { StepOverlayProvider } from "./step-overlay.tsx";
import { accessibleName } from "./step-words.ts";
import { WorkflowCanvas } from "./WorkflowCanvas.tsx";

// Each drawing of a step asks for its accessible name once, each drawing of an edge for its path.
vi.mock("./step-words.ts", { spy: true });
vi.mock("./edge-path.ts", { spy: true });

beforeEach(() => {
  Range.prototype.getClientRects ??= () => [] as unknown as DOMRectList;
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function chain(steps: number): Segment {
  let builder = aSegment("chain");
  for (let at = 0; at < steps; at++) {
    builder = builder.step(
      `s${at}`,
      "transform",
      { expression: "data" },
      { position: { x: at * 300, y: 0 } },
    );
    if (at > 0) builder = builder.edge(`s${at - 1}`, `s${at}`);
  }
  return builder.build();
}

/** The steps and the number of edges that were drawn again while `change` happened. */
async function drawnBy(change: () => void): Promise<{ steps: string[]; edges: number }> {
  await settle();
  vi.mocked(accessibleName).mockClear();
  vi.mocked(edgePath).mockClear();
  await act(async () => change());
  await settle();
  const steps = vi.mocked(accessibleName).mock.calls.map(([{ step }]) => step.step_id);
  return { steps: [...new Set(steps)].sort(), edges: vi.mocked(edgePath).mock.calls.length };
}

/** Until nothing has been drawn for some frames: opening fits the view, and overlays are looked at once a frame. */
async function settle() {
  for (let quiet = 0, last = -1; quiet < 6; ) {
    await act(() => new Promise<void>((done) => requestAnimationFrame(() => done())));
    const drawn = vi.mocked(accessibleName).mock.calls.length + vi.mocked(edgePath).mock.calls.length;
    quiet = drawn === last ? quiet + 1 : 0;
    last = drawn;
  }
}

function openEditor(segment: Segment): Editor {
  const editor = new Editor(segment, catalog);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <TooltipProvider>
        <EditorProvider editor={editor}>
          <ReactFlowProvider>
            <EditorCanvas onImport={() => {}} />
            <InspectorPanel />
          </ReactFlowProvider>
        </EditorProvider>
      </TooltipProvider>
    </QueryClientProvider>,
  );
  return editor;
}

test("moving a step draws that step and its edges", async () => {
  const editor = openEditor(chain(20));
  const drawn = await drawnBy(() => {
    editor.commit(moveParts({ steps: new Map([["s5", { x: 1500, y: 400 }]]) }), { label: "Move" });
  });
  expect(drawn).toEqual({ steps: ["s5"], edges: 2 });
});

test("dragging a step draws that step and its edges, frame by frame", async () => {
  const editor = openEditor(chain(20));
  const drawn = await drawnBy(() => {
    editor.session.setState({ dragged: new Map([["s5", { x: 1500, y: 400 }]]) });
  });
  expect(drawn).toEqual({ steps: ["s5"], edges: 2 });
});

test("selecting another step draws those two", async () => {
  const editor = openEditor(chain(20));
  act(() => editor.select(selectSteps(["s3"])));
  const drawn = await drawnBy(() => editor.select(selectSteps(["s8"])));
  expect(drawn).toEqual({ steps: ["s3", "s8"], edges: 0 });
});

test("typing in the inspector draws the step that it changes", async () => {
  const editor = openEditor(chain(20));
  act(() => editor.select(selectSteps(["s3"])));
  const name = await screen.findByRole("textbox", { name: /^Name/ });
  const drawn = await drawnBy(() => fireEvent.change(name, { target: { value: "Sort the orders" } }));
  expect(editor.segment.steps[3]?.name).toBe("Sort the orders");
  expect(drawn).toEqual({ steps: ["s3"], edges: 0 });
});

test("an event of a run draws the step that it is about", async () => {
  const { store } = openRun(chain(20));
  const drawn = await drawnBy(() => store.take([event(2, "step.scheduled", "s0")]));
  expect(drawn).toEqual({ steps: ["s0"], edges: 0 });
});

test("in a large drawing, too, only what changed is drawn", async () => {
  const { store } = openRun(chain(400));
  const drawn = await drawnBy(() => store.take([event(2, "step.scheduled", "s0")]));
  expect(drawn.steps).toEqual(["s0"]);
});

test("moving a step of a large drawing draws that step", async () => {
  const editor = openEditor(chain(400));
  const drawn = await drawnBy(() => {
    editor.commit(moveParts({ steps: new Map([["s300", { x: 1500, y: 400 }]]) }), { label: "Move" });
  });
  expect(drawn.steps).toEqual(["s300"]);
  expect(drawn.edges).toBeLessThanOrEqual(2);
});

function openRun(segment: Segment) {
  const store = createRunStore();
  store.take([event(1, "segment.started")]);
  render(
    <StepOverlayProvider source={runOverlaySource(store, segment)}>
      <WorkflowCanvas
        segment={segment}
        catalog={catalog}
        mode="run"
        label="Run"
        selection={EMPTY_SELECTION}
        onSelect={() => {}}
      />
    </StepOverlayProvider>,
  );
  return { store };
}

function event(seq: number, event_type: string, step_id?: string): WorktrailEvent {
  return {
    event_id: `e${seq}`,
    seq,
    event_type,
    timestamp: "2026-11-21T10:00:00.000Z",
    tenant_id: "t",
    run_id: "r",
    segment_id: "chain",
    severity: "info",
    payload: {},
    ...(step_id && { step_id, step_type: "transform", attempt: 1 }),
  } as unknown as WorktrailEvent;
}
