import type { Note, Point } from "@worktrail/shared/segment/schema";
import { type Box, boxesOverlap, snapToGrid } from "../canvas/node-geometry.ts";
import { clearingShift } from "./block.ts";

export type StepMove = { readonly from: Box; readonly to: Box };

/**
 * New places of the notes whose nearest step moved. A note keeps its offset to that step; where it would cover
 * a step that way, it stays where it is, and goes up or down when that is covered too. A note that lay under
 * steps before goes with them as it is.
 */
export function followSteps(
  notes: readonly Note[],
  moves: readonly StepMove[],
  still: readonly Box[],
): ReadonlyMap<string, Point> {
  const all: StepMove[] = [...moves, ...still.map((box) => ({ from: box, to: box }))];
  const taken = all.map((move) => move.to);
  const places = new Map<string, Point>();
  for (const { note_id, position, size } of notes) {
    const box = { ...position, ...size };
    const nearest = nearestOf(box, all);
    if (!nearest || nearest.from === nearest.to) continue;
    const beside = {
      ...size,
      ...snapToGrid({
        x: position.x + nearest.to.x - nearest.from.x,
        y: position.y + nearest.to.y - nearest.from.y,
      }),
    };
    const under = all.some(({ from }) => boxesOverlap(box, from));
    const to = under ? beside : freePlace(beside, box, taken);
    taken.push(to);
    places.set(note_id, { x: to.x, y: to.y });
  }
  return places;
}

function freePlace(wanted: Box, present: Box, taken: readonly Box[]): Box {
  const free = [wanted, present].find((box) => !taken.some((other) => boxesOverlap(box, other)));
  return free ?? { ...wanted, y: wanted.y + clearingShift([wanted], taken) };
}

function nearestOf(box: Box, moves: readonly StepMove[]): StepMove | null {
  let nearest: StepMove | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const move of moves) {
    const distance = gapBetween(box, move.from);
    if (distance < least) [nearest, least] = [move, distance];
  }
  return nearest;
}

/** Between the edges of two boxes; where they touch or overlap, below zero by how near their middles are. */
function gapBetween(a: Box, b: Box): number {
  const dx = Math.max(0, a.x - b.x - b.width, b.x - a.x - a.width);
  const dy = Math.max(0, a.y - b.y - b.height, b.y - a.y - a.height);
  if (dx + dy > 0) return Math.hypot(dx, dy);
  const apart = Math.hypot(a.x + a.width / 2 - b.x - b.width / 2, a.y + a.height / 2 - b.y - b.height / 2);
  return -1 / (1 + apart);
}
