import { expect, test } from "vitest";
import { edgePath } from "./edge-path.ts";

const numbers = (path: string) => (path.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);

test("an edge leaves to the right and arrives from the left, wherever its target stands", () => {
  for (const [targetX, targetY] of [
    [300, 0],
    [20, 200],
    [-400, 100],
  ] as const) {
    const [startX, startY, outX, outY, inX, inY, endX, endY] = numbers(
      edgePath({ sourceX: 0, sourceY: 0, targetX, targetY }),
    );
    expect([startX, startY, endX, endY]).toEqual([0, 0, targetX, targetY]);
    expect([outY, inY]).toEqual([0, targetY]);
    expect(outX).toBeGreaterThanOrEqual(24);
    expect(inX).toBeLessThanOrEqual(targetX - 24);
  }
});
