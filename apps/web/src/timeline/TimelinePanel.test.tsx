// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import type { SegmentGraph } from "@worktrail/shared/segment/graph";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { EMPTY_SELECTION } from "../canvas/selection.ts";
import { RunContext, type RunRecord } from "../runs/run-context.tsx";
import { createRunStore } from "../store/run.ts";
import { TooltipProvider } from "../ui/Tooltip.tsx";
import { graphOf, journal, line, retrying } from "./a-journal.ts";
import { TimelinePanel } from "./TimelinePanel.tsx";

beforeAll(() => {
  // jsdom has no layout; the panel only wants to be told so.
  const observer = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  vi.stubGlobal("ResizeObserver", observer);
  vi.stubGlobal("IntersectionObserver", observer);
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
});
afterEach(cleanup);

function show(graph: SegmentGraph, events: WorktrailEvent[], record: Partial<RunRecord> = {}) {
  const store = createRunStore();
  store.take(events);
  const reveal = vi.fn();
  // Of the record only what the panel reads.
  const run = { status: "running", stale: null, last_seq: events.length, ...record } as RunRecord;
  const view = {
    store,
    run,
    graph,
    selection: EMPTY_SELECTION,
    onSelect: vi.fn(),
    selected: null,
    select: vi.fn(),
    reveal,
  };
  render(
    <TooltipProvider>
      <RunContext value={view}>
        <TimelinePanel />
      </RunContext>
    </TooltipProvider>,
  );
  return { store, reveal };
}

const chain = graphOf(["fetch", "ask"], ["fetch > ask"]);
const events = journal(
  "0 step.started fetch 1",
  retrying("40 step.retrying fetch 1", 1040),
  "1040 step.started fetch 2",
  "1240 step.completed fetch 2",
  "1240 step.started ask",
  "1240 human.task_created ask",
  "61240 human.task_completed ask",
  "61240 step.completed ask",
  "61240 segment.completed",
);
const row = (name: RegExp) => screen.getByRole("treeitem", { name });

test("rows and bars say what happened when, and the path where the time went", () => {
  show(chain, events);
  const bars = within(row(/Completed, 2 attempts/)).getAllByRole("img");
  expect(bars.map((bar) => bar.getAttribute("aria-label"))).toEqual([
    "ran 40 ms, failed, tried again, The server said no.; attempt 1 of 2",
    "waited to try again 1.0 s; attempt 1 of 2",
    "ran 200 ms, completed; attempt 2 of 2",
  ]);
  expect(row(/waited for a person 1 min, on the critical path/)).toBeTruthy();
  expect(screen.getByText(/^Critical path: 2 steps, 1 min 1 s/)).toBeTruthy();
});

test("a click and the keys lead to steps", () => {
  const { reveal } = show(chain, events);
  fireEvent.click(row(/2 attempts/));
  expect(reveal).toHaveBeenLastCalledWith("fetch");
  const tree = screen.getByRole("tree");
  fireEvent.keyDown(tree, { key: "ArrowDown" });
  fireEvent.keyDown(tree, { key: "Enter" });
  expect(reveal).toHaveBeenLastCalledWith("ask");
  fireEvent.keyDown(tree, { key: "Home" });
  fireEvent.keyDown(tree, { key: " " });
  expect(reveal).toHaveBeenLastCalledWith("fetch");
});

test("at a moment in the past only what had happened by then is drawn", () => {
  const { store } = show(chain, events);
  act(() => store.goTo(3));
  expect(screen.getAllByRole("treeitem")).toHaveLength(1);
  expect(row(/Retrying/).querySelectorAll("[data-part]")).toHaveLength(2);
  expect(screen.getByRole("img", { name: "The moment that is looked at" })).toBeTruthy();
  act(() => store.goTo(null));
  expect(screen.getAllByRole("treeitem")).toHaveLength(2);
});

test("a step's calls fold away and come back with the keys", () => {
  const call = line("10 action.completed fetch", { payload: { name: "search", kind: "tool", detail: {} } });
  show(chain, journal("0 step.started fetch", call));
  const tree = screen.getByRole("tree");
  expect(screen.getAllByRole("treeitem")).toHaveLength(2);
  fireEvent.keyDown(tree, { key: "ArrowLeft" });
  expect(screen.getAllByRole("treeitem")).toHaveLength(1);
  fireEvent.keyDown(tree, { key: "ArrowRight" });
  expect(screen.getAllByRole("treeitem")).toHaveLength(2);
});

test("of a thousand steps only those that are seen are drawn", () => {
  const ids = Array.from({ length: 1_000 }, (_, index) => `s${index}`);
  show(graphOf(ids), journal(...ids.map((id) => `0 step.started ${id}`)));
  const [first, ...others] = screen.getAllByRole("treeitem");
  expect(first?.getAttribute("aria-setsize")).toBe("1000");
  expect(others.length).toBeLessThan(40);
});

test("a run in which nothing has run yet says so", () => {
  show(chain, journal());
  expect(screen.getByText("Nothing has run yet")).toBeTruthy();
});

test("a run whose journal is on its way is not said to have done nothing", () => {
  show(chain, [], { last_seq: 5 });
  expect(screen.getByText("Reading the journal…")).toBeTruthy();
  expect(screen.queryByText("Nothing has run yet")).toBeNull();
});

test("what was at work when its worker fell silent is not told as running", () => {
  show(chain, journal("0 step.completed fetch", "10 step.started ask"), {
    stale: { reason: "worker_silent", since: null },
  });
  const [done, cut] = screen.getAllByRole("treeitem");
  expect(done?.getAttribute("data-timeline-status")).toBe("completed");
  expect(cut?.getAttribute("data-timeline-status")).toBe("stale");
  expect(cut?.getAttribute("aria-label")).toContain("No sign of life");
});
