import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { OverlayHub } from "./overlay-hub.ts";
import { type EdgeOverlay, IDLE_STEP, type StepOverlay } from "./step-overlay.tsx";

let frames: (() => void)[] = [];
const nextFrame = () => {
  const due = frames;
  frames = [];
  for (const run of due) run();
};

beforeEach(() => {
  frames = [];
  vi.stubGlobal("requestAnimationFrame", (run: () => void) => frames.push(run));
  vi.stubGlobal("cancelAnimationFrame", () => {
    frames = [];
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function aSource() {
  const listeners = new Set<() => void>();
  const steps = new Map<string, StepOverlay>();
  return {
    listeners,
    set: (step_id: string, overlay: StepOverlay) => {
      steps.set(step_id, overlay);
      for (const listener of listeners) listener();
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    step: (step_id: string) => steps.get(step_id) ?? IDLE_STEP,
    edge: (): EdgeOverlay => "idle",
  };
}

const RUNNING: StepOverlay = { ...IDLE_STEP, status: "running" };
const DONE: StepOverlay = { ...IDLE_STEP, status: "completed" };

test("many changes in one frame wake each step that they concern once, and no other", () => {
  const source = aSource();
  const hub = new OverlayHub(source);
  const [a, b] = [vi.fn(), vi.fn()];
  hub.steps.subscribe("a", a);
  hub.steps.subscribe("b", b);
  source.set("a", RUNNING);
  source.set("a", DONE);
  expect(a).not.toHaveBeenCalled();
  nextFrame();
  expect(a).toHaveBeenCalledOnce();
  expect(b).not.toHaveBeenCalled();
  expect(hub.steps.get("a")).toBe(DONE);
});

test("within a frame everyone reads the same", () => {
  const source = aSource();
  const hub = new OverlayHub(source);
  hub.steps.subscribe("a", () => {});
  source.set("a", RUNNING);
  expect(hub.steps.get("a")).toBe(IDLE_STEP);
  nextFrame();
  expect(hub.steps.get("a")).toBe(RUNNING);
});

test("the source is listened to only while anyone here listens", () => {
  const source = aSource();
  const hub = new OverlayHub(source);
  const forget = hub.steps.subscribe("a", () => {});
  const forgetFrames = hub.onFrame(() => {});
  expect(source.listeners.size).toBe(1);
  forget();
  forgetFrames();
  expect(source.listeners.size).toBe(0);
});

test("a single change shows in the next frame, those that follow at once a moment later", () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  const source = aSource();
  const hub = new OverlayHub(source);
  const a = vi.fn();
  hub.steps.subscribe("a", a);
  source.set("a", RUNNING);
  nextFrame();
  expect(a).toHaveBeenCalledTimes(1);
  source.set("a", DONE);
  nextFrame();
  expect(a).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(100);
  nextFrame();
  expect(a).toHaveBeenCalledTimes(2);
  expect(hub.steps.get("a")).toBe(DONE);
});

test("while the view is moved changes wait for it to rest, though not for ever", () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  const source = aSource();
  const hub = new OverlayHub(source);
  const a = vi.fn();
  hub.steps.subscribe("a", a);
  source.set("a", RUNNING);
  nextFrame();
  hub.viewMoves(true);
  source.set("a", DONE);
  vi.advanceTimersByTime(500);
  nextFrame();
  expect(a).toHaveBeenCalledTimes(1);
  hub.viewMoves(false);
  nextFrame();
  expect(a).toHaveBeenCalledTimes(2);
  hub.viewMoves(true);
  source.set("a", RUNNING);
  vi.advanceTimersByTime(2_100);
  nextFrame();
  expect(a).toHaveBeenCalledTimes(3);
});

test("of a thousand changes at once a frame takes some, and every one is shown in the end", () => {
  const source = aSource();
  const hub = new OverlayHub(source);
  const woken: string[] = [];
  const ids = Array.from({ length: 1_000 }, (_, at) => `step_${at}`);
  for (const id of ids) hub.steps.subscribe(id, () => woken.push(id));
  for (const id of ids) source.set(id, DONE);
  nextFrame();
  expect(woken.length).toBeLessThan(200);
  for (let frame = 0; frame < 20; frame++) nextFrame();
  expect(woken.toSorted()).toEqual(ids.toSorted());
});
