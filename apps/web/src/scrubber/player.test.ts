// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createRunStore } from "../store/run.ts";
import { journal, started, stepEvent } from "../testing/run-events.ts";
import { moveBy } from "./move-to.ts";
import { createPlayer } from "./player.ts";

const events = journal(
  started,
  stepEvent("step.started", "a"),
  stepEvent("step.completed", "a", { payload: { outputs: {} } }),
  stepEvent("step.started", "b", { at_ms: 600_000 }),
  stepEvent("step.completed", "b", { at_ms: 600_100, payload: { outputs: {} } }),
);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["requestAnimationFrame", "cancelAnimationFrame", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

function opened() {
  const run = createRunStore();
  run.take(events);
  return { run, player: createPlayer(run) };
}
const after = (ms: number) => vi.advanceTimersByTime(ms);

test("a run plays from its start to its end, then follows the newest event again", () => {
  const { run, player } = opened();
  player.play();
  expect(run.getState().moment).toBe(1);
  after(150);
  expect(run.getState().moment).toBe(2);
  expect(run.getState().state?.steps.a?.status).toBe("running");
  after(100);
  expect(run.getState().moment).toBe(3);
  expect(player.getState().shortened_ms).toBe(599_800);
  after(3_000);
  expect(run.getState().moment).toBeNull();
  expect(player.getState()).toMatchObject({ playing: false, shortened_ms: null });
});

test("playing stops where it is paused, and goes on from where a person moved to", () => {
  const { run, player } = opened();
  player.play();
  after(150);
  player.pause();
  after(10_000);
  expect(run.getState().moment).toBe(2);
  run.goTo(4);
  player.play();
  after(60);
  expect(run.getState().moment).toBe(4);
  after(100);
  expect(run.getState().moment).toBeNull();
});

test("who goes back to the newest event while it plays has stopped it", () => {
  const { run, player } = opened();
  player.play();
  run.goTo(null);
  after(50);
  expect(player.getState().playing).toBe(false);
});

test("previous and next stay within the journal, and the last event is the newest moment", () => {
  const { run } = opened();
  moveBy(run, -1);
  expect(run.getState().moment).toBe(4);
  moveBy(run, 1);
  expect(run.getState().moment).toBeNull();
  moveBy(run, -100);
  expect(run.getState().moment).toBe(1);
});
