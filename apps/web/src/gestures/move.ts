import type { Point, Segment } from "@worktrail/shared/segment/schema";
import type { Gesture } from "./gesture.ts";
import type { Parts } from "./parts.ts";

export type Places = {
  readonly steps?: ReadonlyMap<string, Point>;
  readonly notes?: ReadonlyMap<string, Point>;
};

/** Puts steps and notes at new places. */
export function moveParts({ steps, notes }: Places): Gesture {
  return (segment) => {
    const movedSteps = mapSame(segment.steps, (step) => placed(step, steps?.get(step.step_id)));
    const movedNotes =
      segment.notes && mapSame(segment.notes, (note) => placed(note, notes?.get(note.note_id)));
    if (movedSteps === segment.steps && movedNotes === segment.notes) return segment;
    return { ...segment, steps: movedSteps, ...(movedNotes && { notes: movedNotes }) };
  };
}

/** Where the parts are after a push by `by`; `placeOf` answers for steps that carry no position yet. */
export function pushed(
  segment: Segment,
  parts: Parts,
  by: Point,
  placeOf: (step_id: string) => Point,
): Places {
  const shift = ({ x, y }: Point): Point => ({ x: x + by.x, y: y + by.y });
  const steps = [...parts.steps].map((id) => [id, shift(placeOf(id))] as const);
  const notes = (segment.notes ?? [])
    .filter((note) => parts.notes.has(note.note_id))
    .map((note) => [note.note_id, shift(note.position)] as const);
  return { steps: new Map(steps), notes: new Map(notes) };
}

function placed<Part extends { position?: Point | undefined }>(part: Part, to: Point | undefined): Part {
  if (!to || (part.position?.x === to.x && part.position.y === to.y)) return part;
  return { ...part, position: { x: to.x, y: to.y } };
}

function mapSame<Item>(items: Item[], change: (item: Item) => Item): Item[] {
  const next = items.map(change);
  return next.some((item, index) => item !== items[index]) ? next : items;
}
