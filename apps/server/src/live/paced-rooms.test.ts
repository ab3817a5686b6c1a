import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { pacedRooms } from "./paced-rooms.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Rooms of which each telling takes `cost_ms` of the clock. */
function rooms(cost_ms: number) {
  let time = 0;
  const told: [room: string, items: number[]][] = [];
  const paced = pacedRooms<number>(
    (room, items) => {
      told.push([room, items]);
      time += cost_ms;
    },
    () => time,
  );
  return { paced, told };
}

it("tells a room of a few each time at once", () => {
  const { paced, told } = rooms(0.2);
  paced.add("a", [1]);
  paced.add("a", [2]);
  expect(told).toEqual([
    ["a", [1]],
    ["a", [2]],
  ]);
});

it("tells a large room at once, and what comes soon after together", () => {
  const { paced, told } = rooms(0.7);
  paced.add("a", [1]);
  paced.add("a", [2]);
  paced.add("a", [3, 4]);
  expect(told).toEqual([["a", [1]]]);
  vi.advanceTimersByTime(20);
  expect(told).toEqual([
    ["a", [1]],
    ["a", [2, 3, 4]],
  ]);
});

it("lets no room wait for another", () => {
  const { paced, told } = rooms(0.7);
  paced.add("a", [1]);
  paced.add("b", [5]);
  expect(told).toHaveLength(2);
});

it("keeps nobody waiting for longer than 30 ms, however large the room is", () => {
  const { paced, told } = rooms(1_000);
  paced.add("a", [1]);
  paced.add("a", [2]);
  vi.advanceTimersByTime(29);
  expect(told).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(told.at(-1)).toEqual(["a", [2]]);
});

it("tells at once again after a rest in which nothing came", () => {
  const { paced, told } = rooms(1);
  paced.add("a", [1]);
  vi.advanceTimersByTime(30);
  paced.add("a", [2]);
  expect(told).toHaveLength(2);
});

it("tells nothing once it is closed", () => {
  const { paced, told } = rooms(1);
  paced.add("a", [1]);
  paced.add("a", [2]);
  paced.close();
  vi.advanceTimersByTime(100);
  expect(told).toHaveLength(1);
});
