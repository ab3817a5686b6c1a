import type { Segment } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import { expect, test } from "vitest";
import { segmentPreview } from "./preview-geometry.ts";

const frame = { width: 160, height: 80 };
const steps: Segment["steps"] = [
  { step_id: "a", step_type: "http_action", position: { x: -4000, y: 900 } },
  { step_id: "b", step_type: "llm_agent", position: { x: 5000, y: -700 } },
  { step_id: "c", step_type: "no_such_type", position: { x: 0, y: 0 } },
];

test("every box lies inside the frame, however far apart the steps are", () => {
  const { boxes } = segmentPreview({ steps }, catalog, frame);
  expect(boxes).toHaveLength(3);
  for (const { x, y, width, height } of boxes) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(frame.width);
    expect(y + height).toBeLessThanOrEqual(frame.height);
  }
});

test("a box has its step's category; an unknown type is drawn like a control step", () => {
  const { boxes } = segmentPreview({ steps }, catalog, frame);
  expect(boxes.map(({ category }) => category)).toEqual(["integration", "ai", "control"]);
});

test("one step is small and in the middle, and none draws nothing", () => {
  const [only] = segmentPreview({ steps: steps.slice(0, 1) }, catalog, frame).boxes;
  expect(only && only.x + only.width / 2).toBeCloseTo(80);
  expect(only?.width).toBeLessThan(70);
  expect(segmentPreview({ steps: [] }, catalog, frame)).toEqual({ boxes: [], lines: [] });
});

test("steps without a place stand side by side, and lines join the ones that exist", () => {
  const bare = steps.map(({ step_id, step_type }) => ({ step_id, step_type }));
  const port = { source_port: "output", target_port: "input" };
  const { boxes, lines } = segmentPreview(
    {
      steps: bare,
      edges: [
        { source_step: "a", target_step: "b", ...port },
        { source_step: "a", target_step: "gone", ...port },
      ],
    },
    catalog,
    frame,
  );
  expect(new Set(boxes.map(({ y }) => y)).size).toBe(1);
  expect(new Set(boxes.map(({ x }) => x)).size).toBe(3);
  expect(lines).toHaveLength(1);
});
