// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { buildGraph } from "@worktrail/shared/segment/graph";
import type { Segment } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { EMPTY_SELECTION } from "../canvas/selection.ts";
import { useCommands } from "../commands/commands-store.ts";
import { useConnection } from "../live/connection.ts";
import { NewerBanner } from "../runs/NewerBanner.tsx";
import { RefusedBanner } from "../runs/RefusedBanner.tsx";
import { RunContext, type RunRecord } from "../runs/run-context.tsx";
import { createRunStore, type RunStore } from "../store/run.ts";
import { journal, longJournal, started, stepEvent } from "../testing/run-events.ts";
import { TooltipProvider } from "../ui/Tooltip.tsx";
import { Scrubber } from "./Scrubber.tsx";

const segment: Segment = {
  segment_id: "s",
  name: "S",
  version: "1.0.0",
  steps: [{ step_id: "a", step_type: "transform", name: "Double it", config: { expression: "1" } }],
};
const events = journal(
  started,
  stepEvent("step.started", "a", { payload: { idempotency_key: "k" } }),
  stepEvent("step.failed", "a", {
    payload: { handled: "continue", outputs: { output: null } },
    error: { error_type: "E", error_message: "It broke.", error_code: "E", recoverable: false },
  }),
  { event_type: "segment.completed", payload: { outputs: {} } },
);

beforeAll(() => {
  globalThis.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
});
afterEach(cleanup);

function show(store: RunStore): void {
  // Of the record, these parts read its status alone.
  const run = { run_id: "r", status: "running", segment } as unknown as RunRecord;
  const view = {
    store,
    run,
    graph: buildGraph(segment, catalog),
    selection: EMPTY_SELECTION,
    onSelect: () => undefined,
    selected: null,
    select: () => undefined,
    reveal: () => undefined,
  };
  render(
    <TooltipProvider>
      <RunContext value={view}>
        <NewerBanner />
        <RefusedBanner />
        <Scrubber />
      </RunContext>
    </TooltipProvider>,
  );
}

function opened(journal_ = events): RunStore {
  const store = createRunStore();
  store.take(journal_);
  show(store);
  return store;
}
const moment = (store: RunStore) => store.getState().moment;
const slider = () => screen.getByLabelText("Moment");
const button = (label: string) => screen.queryByLabelText(label);
const words = () => document.querySelector("[data-moment-words]")?.textContent;

test("comma and point move by one event, and the words say which event it is", () => {
  const store = opened();
  fireEvent.keyDown(document.body, { key: "," });
  expect(moment(store)).toBe(3);
  expect(words()).toContain("A past moment");
  expect(words()).toContain("Event 3 of 4");
  expect(words()).toContain("Double it: Failed: It broke.");
  fireEvent.keyDown(document.body, { key: "." });
  expect(moment(store)).toBeNull();
  expect(words()).not.toContain("A past moment");
});

test("arrows, Home and End move on the slider; its end follows the run", () => {
  const store = opened();
  fireEvent.keyDown(slider(), { key: "Home" });
  expect(moment(store)).toBe(1);
  fireEvent.keyDown(slider(), { key: "ArrowRight" });
  expect(moment(store)).toBe(2);
  expect(slider().getAttribute("aria-valuetext")).toBe("Event 2 of 4");
  fireEvent.keyDown(slider(), { key: "End" });
  expect(moment(store)).toBeNull();
});

test("Space on the bar plays and pauses, and leaves buttons their own meaning", () => {
  // Nothing is played on by itself here.
  vi.useFakeTimers({ toFake: ["requestAnimationFrame", "cancelAnimationFrame"] });
  const store = opened();
  const playing = () => button("Pause playing") !== null;
  fireEvent.keyDown(slider(), { key: " " });
  expect([moment(store), playing()]).toEqual([1, true]);
  fireEvent.keyDown(button("Next event") ?? document.body, { key: " " });
  expect(playing()).toBe(true);
  fireEvent.keyDown(slider(), { key: " " });
  expect(playing()).toBe(false);
  vi.useRealTimers();
});

test("the way back follows the run: live while it goes on, its end when it is over", () => {
  const store = createRunStore();
  store.take(events.slice(0, 3));
  show(store);
  act(() => store.goTo(1));
  fireEvent.click(screen.getByText("Live"));
  expect(moment(store)).toBeNull();
  act(() => store.take(events));
  expect(screen.getByText("End").getAttribute("aria-pressed")).toBe("true");
});

test("without a connection, the way back says as of when it is, and nothing is called live", () => {
  vi.useFakeTimers();
  const store = createRunStore();
  store.take(events.slice(0, 3));
  useConnection.setState({ status: "reconnecting", heard_at: Date.now() });
  show(store);
  act(() => vi.advanceTimersByTime(2_000));
  expect(screen.queryByText("Live")).toBeNull();
  expect(
    screen.getByRole("button", { name: /^As of .*: the connection is lost, reconnecting$/ }),
  ).toBeTruthy();
  act(() => useConnection.setState({ status: "connected", heard_at: null }));
  expect(screen.getByText("Live")).toBeTruthy();
  vi.useRealTimers();
});

test("failures and waits are counted in words beside their marks", () => {
  opened();
  expect(screen.getByText("1 failed")).toBeTruthy();
  expect(document.querySelectorAll("[data-mark=failed]")).toHaveLength(1);
});

test("the link names the moment; at the newest one, the event that is the newest now", async () => {
  const store = opened();
  const writeText = vi.fn(async (_link: string) => undefined);
  vi.stubGlobal("navigator", { ...navigator, clipboard: { writeText } });
  fireEvent.click(screen.getByLabelText("Copy link to this moment"));
  act(() => store.goTo(2));
  fireEvent.click(screen.getByLabelText(/^Cop/));
  await vi.waitFor(() => expect(writeText).toHaveBeenCalledTimes(2));
  expect(writeText.mock.calls.map(([link]) => new URL(link).search)).toEqual(["?at=4", "?at=2"]);
  vi.unstubAllGlobals();
});

test("while a long journal is read, the page says how far it is", () => {
  const many = longJournal(300, 10);
  const store = createRunStore(300);
  show(store);
  act(() => store.take(many.slice(0, 120)));
  expect(screen.getByText("Reading the journal: 120 of 300 events")).toBeTruthy();
  act(() => store.take(many));
  expect(screen.queryByText(/Reading the journal/)).toBeNull();
});

test("an event that only a newer version knows is named as such, and the page goes on", () => {
  opened(journal(started, { ...stepEvent("step.started", "a"), event_type: "step.dreamt" }));
  expect(screen.getByText(/A newer version of Worktrail wrote some of these events/)).toBeTruthy();
  expect(words()).toContain("Double it: Unknown: written by a newer version.");
});

test("who may not watch the run is told why", () => {
  const store = opened();
  act(() => store.setState({ refused: "There is no such run." }));
  expect(screen.getByRole("alert").textContent).toBe(
    "This run cannot be followed live. There is no such run.",
  );
});

test("the keys are offered among the page's commands for as long as the bar is there", () => {
  opened();
  const offered = () => useCommands.getState().pageCommands.map(({ id }) => id);
  expect(offered()).toContain("previous_event");
  cleanup();
  expect(offered()).not.toContain("previous_event");
});
