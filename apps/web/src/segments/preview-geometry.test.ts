import { aSegment } from "@worktrail/shared/testing/builders";
import { catalog } from "@worktrail/steps/contracts";
import { templates } from "@worktrail/templates/templates";
import { expect, test } from "vitest";
import { segmentPreview } from "./preview-geometry.ts";

const frame = { width: 160, height: 80 };

test.each(templates.map(({ segment }) => [segment.segment_id, segment] as const))(
  "%s lies inside its frame, notes and groups as well",
  (_id, segment) => {
    const { scene, view, scale } = segmentPreview(segment, catalog, frame);
    expect(scene.steps).toHaveLength(segment.steps.length);
    for (const { x, y, width, height } of [...scene.steps, ...scene.groups].map(({ box }) => box)) {
      expect(x).toBeGreaterThanOrEqual(view.x);
      expect(y).toBeGreaterThanOrEqual(view.y);
      expect(x + width).toBeLessThanOrEqual(view.x + view.width);
      expect(y + height).toBeLessThanOrEqual(view.y + view.height);
    }
    expect(view.width * scale).toBeCloseTo(frame.width);
    expect(view.height * scale).toBeCloseTo(frame.height);
  },
);

test("one step is small and in the middle, and none draws nothing", () => {
  const one = segmentPreview(aSegment().step("a", "transform").build(), catalog, frame);
  const [only] = one.scene.steps;
  expect(only && only.box.x + only.box.width / 2).toBeCloseTo(one.view.x + one.view.width / 2);
  expect(220 * one.scale).toBeLessThan(75);
  expect(segmentPreview(aSegment().build(), catalog, frame).scene.steps).toEqual([]);
});

test("a huge drawing is cut to what can be seen, and its lines join only what is there", () => {
  let segment = aSegment();
  for (let index = 0; index < 300; index++) segment = segment.step(`s${index}`, "transform");
  const { scene } = segmentPreview(segment.edge("s0", "s1").edge("s0", "s299").build(), catalog, frame);
  expect(scene.steps).toHaveLength(200);
  expect(scene.edges).toHaveLength(1);
});
