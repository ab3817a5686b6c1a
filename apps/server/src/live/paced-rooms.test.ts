import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { pacedRooms } from "./paced-rooms.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function rooms(members: number) {
  const told: [room: string, items: readonly number[]][] = [];
  const paced = pacedRooms<number>(
    () => members,
    (room, items) => told.push([room, items]),
  );
  return { paced, told };
}

it("tells a room of a few each time at once", () => {
  const { paced, told } = rooms(25);
  paced.add("a", [1]);
  paced.add("a", [2]);
  expect(told).toEqual([
    ["a", [1]],
    ["a", [2]],
  ]);
});

it("tells a crowd at once, and what comes soon after together", () => {
  const { paced, told } = rooms(50);
  paced.add("a", [1]);
  paced.add("a", [2]);
  paced.add("a", [3, 4]);
  expect(told).toEqual([["a", [1]]]);
  vi.advanceTimersByTime(50);
  expect(told).toEqual([
    ["a", [1]],
    ["a", [2, 3, 4]],
  ]);
});

it("lets no room wait for another", () => {
  const { paced, told } = rooms(50);
  paced.add("a", [1]);
  paced.add("b", [5]);
  expect(told).toHaveLength(2);
});

it("keeps nobody waiting for longer than 100 ms, however large the crowd is", () => {
  const { paced, told } = rooms(10_000);
  paced.add("a", [1]);
  paced.add("a", [2]);
  vi.advanceTimersByTime(99);
  expect(told).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(told.at(-1)).toEqual(["a", [2]]);
});

it("tells at once again after a rest in which nothing came", () => {
  const { paced, told } = rooms(50);
  paced.add("a", [1]);
  vi.advanceTimersByTime(50);
  paced.add("a", [2]);
  expect(told).toHaveLength(2);
});

it("tells nothing once it is closed", () => {
  const { paced, told } = rooms(50);
  paced.add("a", [1]);
  paced.add("a", [2]);
  paced.close();
  vi.advanceTimersByTime(200);
  expect(told).toHaveLength(1);
});
