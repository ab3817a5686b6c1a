// A segment as a tiny picture: a box per step and a line per edge, fitted into a frame.
import type { Segment } from "@worktrail/shared/segment/schema";
import type { Catalog, StepCategory } from "@worktrail/shared/step/define-step";

export type PreviewBox = {
  step_id: string;
  x: number;
  y: number;
  width: number;
  height: number;
  category: StepCategory;
  step_type: string;
};
export type PreviewLine = { key: string; from: [x: number, y: number]; to: [x: number, y: number] };
export type Preview = { boxes: PreviewBox[]; lines: PreviewLine[] };

const CARD = { width: 220, height: 60 };
/** Where steps without a place of their own are put, side by side. */
const PITCH = 300;
/** A single step must not fill the whole frame. */
const MAX_SCALE = 0.3;
const MARGIN = 14;
/** More would only be grey. */
const MAX_STEPS = 200;

export function segmentPreview(
  segment: Pick<Segment, "steps" | "edges">,
  catalog: Catalog,
  frame: { width: number; height: number },
): Preview {
  const steps = segment.steps.slice(0, MAX_STEPS);
  const places = steps.map((step, index) => step.position ?? { x: index * PITCH, y: 0 });
  if (places.length === 0) return { boxes: [], lines: [] };
  const left = Math.min(...places.map(({ x }) => x));
  const top = Math.min(...places.map(({ y }) => y));
  const width = Math.max(...places.map(({ x }) => x)) - left + CARD.width;
  const height = Math.max(...places.map(({ y }) => y)) - top + CARD.height;
  const scale = Math.min(MAX_SCALE, (frame.width - 2 * MARGIN) / width, (frame.height - 2 * MARGIN) / height);
  const shiftX = (frame.width - width * scale) / 2 - left * scale;
  const shiftY = (frame.height - height * scale) / 2 - top * scale;
  const boxes = steps.map((step, index): PreviewBox => {
    const { x, y } = places[index] ?? { x: 0, y: 0 };
    const category = Object.hasOwn(catalog, step.step_type) ? catalog[step.step_type]?.category : undefined;
    return {
      step_id: step.step_id,
      x: x * scale + shiftX,
      y: y * scale + shiftY,
      width: CARD.width * scale,
      // Far out, a card is still something to see.
      height: Math.max(CARD.height * scale, 3),
      category: category ?? "control",
      step_type: step.step_type,
    };
  });
  return { boxes, lines: linesOf(segment.edges ?? [], boxes) };
}

function linesOf(edges: NonNullable<Segment["edges"]>, boxes: readonly PreviewBox[]): PreviewLine[] {
  const byId = new Map(boxes.map((box) => [box.step_id, box]));
  return edges.flatMap((edge, index) => {
    const source = byId.get(edge.source_step);
    const target = byId.get(edge.target_step);
    if (!source || !target) return [];
    const from: [number, number] = [source.x + source.width, source.y + source.height / 2];
    const to: [number, number] = [target.x, target.y + target.height / 2];
    return [{ key: String(index), from, to }];
  });
}
