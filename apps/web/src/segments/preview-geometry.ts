// A segment as a tiny picture: what the canvas draws, seen from far enough away that all of it is in the frame.
import type { Segment } from "@worktrail/shared/segment/schema";
import type { Catalog } from "@worktrail/shared/step/define-step";
import type { Box, Size } from "../canvas/node-geometry.ts";
import { pictureScene, type Scene } from "../pictures/picture-scene.ts";

export type Preview = {
  readonly scene: Scene;
  /** What of the drawing the frame shows, in the drawing's own measure. */
  readonly view: Box;
  /** Pixels of the frame for one of the drawing. */
  readonly scale: number;
};

/** A single step must not fill the whole frame. */
const MAX_SCALE = 0.32;
/** More would only be grey. */
const MAX_STEPS = 200;

export function segmentPreview(segment: Segment, catalog: Catalog, frame: Size): Preview {
  const scene = pictureScene({ ...segment, steps: segment.steps.slice(0, MAX_STEPS) }, catalog);
  const { x, y, width, height } = scene.bounds;
  const scale = Math.min(MAX_SCALE, frame.width / width, frame.height / height);
  const view = { width: frame.width / scale, height: frame.height / scale };
  return {
    scene,
    scale,
    view: { x: x - (view.width - width) / 2, y: y - (view.height - height) / 2, ...view },
  };
}
