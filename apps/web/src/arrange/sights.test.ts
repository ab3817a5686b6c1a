import { expect, test } from "vitest";
import type { Box } from "../canvas/node-geometry.ts";
import { Sights } from "./sights.ts";

const box = (x: number, y: number, width = 100, height = 40): Box => ({ x, y, width, height });

test("a box close to the edge of another is put in line with it, and the line spans both", () => {
  const sights = new Sights([box(200, 0)]);
  expect(sights.snap(box(203, 300), 5)).toEqual({ dx: -3, dy: null });
  expect(sights.lines(box(200, 300))).toContainEqual({ kind: "line", x1: 200, y1: 0, x2: 200, y2: 340 });
});

test("centres meet centres and not edges", () => {
  const sights = new Sights([box(0, 0, 100, 40)]);
  expect(sights.snap(box(32, 400, 40, 20), 5).dx).toBe(-2);
  expect(sights.snap(box(82, 400, 40, 20), 5).dx).toBeNull();
});

test("nothing is near, nothing moves", () => {
  const sights = new Sights([box(0, 0)]);
  expect(sights.snap(box(320, 420), 5)).toEqual({ dx: null, dy: null });
  expect(sights.lines(box(320, 420))).toEqual([]);
});

test("the nearest of several wins", () => {
  const sights = new Sights([box(0, 0), box(6, 100)]);
  expect(sights.snap(box(4, 500), 5).dx).toBe(2);
});

test("a third box in a row takes the gap of the first two", () => {
  const sights = new Sights([box(0, 0), box(150, 2)]);
  expect(sights.snap(box(303, 6), 5).dx).toBe(-3);
  expect(sights.lines(box(300, 6)).filter((line) => line.kind === "gap")).toHaveLength(2);
});

test("a box between two takes the middle", () => {
  const sights = new Sights([box(0, 0), box(400, 4, 90)]);
  expect(sights.snap(box(204, 8), 5)).toMatchObject({ dx: -4 });
});

test("among a thousand boxes a move is answered well within a frame", () => {
  const boxes = Array.from({ length: 1000 }, (_, index) =>
    box((index % 40) * 260, Math.floor(index / 40) * 120),
  );
  const start = performance.now();
  const sights = new Sights(boxes);
  for (let move = 0; move < 100; move++) {
    const { dx, dy } = sights.snap(box(1003 + move, 507 + move), 5);
    sights.lines(box(1003 + move + (dx ?? 0), 507 + move + (dy ?? 0)));
  }
  expect((performance.now() - start) / 100).toBeLessThan(16);
});
