import { changesBetween } from "@worktrail/shared/segment/changes";
import { buildGraph } from "@worktrail/shared/segment/graph";
import type { Segment } from "@worktrail/shared/segment/schema";
import { aSegment } from "@worktrail/shared/testing/builders";
import { catalog } from "@worktrail/steps/contracts";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createRunStore } from "../store/run.ts";
import { journal, started, stepEvent } from "../testing/run-events.ts";
import { compareOverlaySource } from "./compare-overlay.ts";
import { createComparisonStore, type SideSource } from "./comparison-store.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const segment = aSegment().step("a", "transform").step("b", "transform").edge("a", "b").build();

function side(drawn: Segment, ...drafts: Parameters<typeof journal>): SideSource & { more: typeof more } {
  const store = createRunStore();
  const all = [started, ...drafts];
  store.take(journal(...all));
  const more = (...next: Parameters<typeof journal>) => {
    all.push(...next);
    store.take(journal(...all));
  };
  return { store, graph: buildGraph(drawn, catalog), more };
}

const completed = (step_id: string, output: unknown) =>
  stepEvent("step.completed", step_id, { payload: { outputs: { output } } });
const begun = (step_id: string) => stepEvent("step.started", step_id, { payload: { idempotency_key: "k" } });
const end = { event_type: "segment.completed", payload: { outputs: {} } };

test("a run that goes on is compared again, and what did not move keeps its comparison", () => {
  const left = side(segment, begun("a"), completed("a", 1), begun("b"), completed("b", 2), end);
  const right = side(segment, begun("a"), completed("a", 1), begun("b"));
  const compared = createComparisonStore(left, right, []);
  const stop = compared.follow();
  const before = compared.getState();
  expect(before?.steps.get("b")?.verdict).toBe("open");

  right.more(completed("b", 3), end);
  vi.runAllTimers();
  const after = compared.getState();
  expect(after?.steps.get("b")).toMatchObject({ verdict: "differs", aspects: ["outputs"] });
  expect(after?.run.verdict).toBe("same");
  stop();
  expect(vi.getTimerCount()).toBe(0);
});

test("nothing is compared before the events of both are there", () => {
  const left = side(segment, begun("a"));
  const late = createRunStore(2);
  const compared = createComparisonStore(left, { store: late, graph: left.graph }, []);
  compared.follow();
  expect(compared.getState()).toBeNull();
  late.take(journal(started, begun("a")));
  vi.runAllTimers();
  expect(compared.getState()?.steps.size).toBe(2);
});

test("of two segments only what both have is compared", () => {
  const other = aSegment("other").step("b", "transform").step("c", "transform").edge("b", "c").build();
  const left = side(segment, end);
  const right = side(other, end);
  const compared = createComparisonStore(left, right, changesBetween(segment, other), true);
  compared.follow();
  expect([...(compared.getState()?.steps.keys() ?? [])]).toEqual(["b"]);
  expect(compared.getState()?.run.edges.size).toBe(0);
});

test("on the drawing a step that went the same way shows how, and any other both", () => {
  const left = side(segment, begun("a"), completed("a", 1), begun("b"), completed("b", 2), end);
  const right = side(
    segment,
    begun("a"),
    completed("a", 1),
    stepEvent("step.skipped", "b", { payload: { reason: "dead_path" } }),
    end,
  );
  const compared = createComparisonStore(left, right, []);
  compared.follow();
  const source = compareOverlaySource(compared);
  expect(source.step("a")).toMatchObject({ status: "completed", slot: false });
  expect(source.step("b")).toMatchObject({
    status: "idle",
    slot: true,
    words: "status: A Completed, B Skipped",
  });
  expect(source.step("a")).toBe(source.step("a"));
  expect(source.edge("a.output>b.input")).toBe("live");
});
