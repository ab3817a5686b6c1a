import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createStore } from "zustand/vanilla";
import { LONGEST_MS, REST_MS, restingView } from "./resting.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function aRun() {
  const store = createStore<{ moment: number | null; events: number; state: object | null }>(() => ({
    moment: null,
    events: 100,
    state: {},
  }));
  const view = restingView(store);
  return { store, view, goTo: (moment: number | null) => store.setState({ moment }) };
}

test("a single step to another moment shows at once", () => {
  const { view, goTo } = aRun();
  goTo(7);
  expect(view.getState().moment).toBe(7);
  vi.advanceTimersByTime(REST_MS);
  goTo(8);
  expect(view.getState().moment).toBe(8);
});

test("of moments that pass by quickly only the one that is rested at shows", () => {
  const { view, goTo } = aRun();
  const seen: unknown[] = [];
  view.subscribe(({ moment }) => seen.push(moment));
  for (let moment = 1; moment <= 10; moment++) {
    goTo(moment);
    vi.advanceTimersByTime(16);
  }
  vi.advanceTimersByTime(REST_MS);
  expect(seen).toEqual([1, 10]);
});

test("however long they pass by, now and then one of them shows", () => {
  const { view, goTo } = aRun();
  goTo(1);
  for (let passed = 0; passed <= LONGEST_MS; passed += 20) {
    goTo(2 + passed);
    vi.advanceTimersByTime(20);
  }
  expect(view.getState().moment).toBeGreaterThan(LONGEST_MS / 2);
});

test("the newest moment shows at once, and so does what is new of the run", () => {
  const { store, view, goTo } = aRun();
  goTo(1);
  goTo(2);
  goTo(null);
  expect(view.getState().moment).toBeNull();
  store.setState({ events: 101 });
  expect(view.getState().events).toBe(101);
});

test("while a journal is read, its pages show now and then, and at once when it is all there", () => {
  const { store, view } = aRun();
  store.setState({ state: null, events: 0 });
  store.setState({ events: 5_000 });
  expect(view.getState().events).toBe(0);
  vi.advanceTimersByTime(LONGEST_MS);
  expect(view.getState().events).toBe(5_000);
  store.setState({ events: 10_000 });
  store.setState({ events: 10_340, state: {} });
  expect(view.getState().events).toBe(10_340);
});

test("where drawing a moment takes long, the next one has to rest as well", () => {
  const { view, goTo } = aRun();
  view.subscribe(() => vi.advanceTimersByTime(5 * REST_MS));
  goTo(1);
  vi.advanceTimersByTime(1);
  goTo(2);
  expect(view.getState().moment).toBe(1);
  vi.advanceTimersByTime(REST_MS);
  expect(view.getState().moment).toBe(2);
});
