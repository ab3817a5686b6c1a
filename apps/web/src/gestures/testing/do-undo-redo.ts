import { applyDiff, diffSegments, isEmptyDiff, reverseDiff } from "@worktrail/shared/segment/diff";
import type { Edge, Segment, Step } from "@worktrail/shared/segment/schema";
import { expect } from "vitest";
import type { Gesture } from "../gesture.ts";

/** Does the gesture, takes it back and does it again by its diff alone; gives what it made. */
export function doUndoRedo(before: Segment, gesture: Gesture): Segment {
  const kept = structuredClone(before);
  const after = gesture(before);
  expect(before).toEqual(kept);
  expect(after).not.toBe(before);
  const diff = diffSegments(before, after);
  expect(isEmptyDiff(diff)).toBe(false);
  expect(applyDiff(after, reverseDiff(diff))).toEqual(before);
  expect(applyDiff(before, diff)).toEqual(after);
  return after;
}

export function step(step_id: string, rest: Partial<Step> = {}): Step {
  return {
    step_id,
    step_type: "transform",
    config: { expression: "data" },
    position: { x: 0, y: 0 },
    ...rest,
  };
}

export function edge(from: string, to: string, source_port = "output", target_port = "input"): Edge {
  return { source_step: from, source_port, target_step: to, target_port };
}

export function segmentOf(steps: Step[], edges: Edge[] = [], rest: Partial<Segment> = {}): Segment {
  return { segment_id: "drawing", name: "Drawing", version: "1.0.0", steps, edges, ...rest };
}
