// What is arranged as one piece: a step, a note, or a folded group with all that is in it.
import type { SegmentGraph } from "@worktrail/shared/segment/graph";
import type { Point } from "@worktrail/shared/segment/schema";
import { type Box, stepSize } from "../canvas/node-geometry.ts";
import type { Places } from "../gestures/move.ts";
import type { Parts } from "../gestures/parts.ts";
import { frameAround } from "../groups/group-frame.ts";
import { CARD } from "../groups/group-node.ts";

export type Block = {
  /** As it is drawn. */
  readonly box: Box;
  readonly steps: ReadonlyMap<string, Point>;
  readonly notes: ReadonlyMap<string, Point>;
};

export type Drawn = {
  readonly graph: SegmentGraph;
  readonly placeOf: (step_id: string) => Point;
  /** Ids of the groups that are drawn as one card. */
  readonly folded: ReadonlySet<string>;
};

const NONE: ReadonlyMap<string, Point> = new Map();

/** The chosen pieces, in the order of the segment. */
export function blocksOf(chosen: Parts, { graph, placeOf, folded }: Drawn): Block[] {
  const { segment } = graph;
  const boxOf = (id: string): Box => {
    const ports = graph.steps.get(id)?.ports ?? { inputs: [], outputs: [] };
    return { ...placeOf(id), ...stepSize(ports) };
  };
  const blocks: Block[] = [];
  const inCard = new Set<string>();
  for (const { group_id, step_ids } of segment.groups ?? []) {
    const present = step_ids.filter((id) => graph.steps.has(id));
    if (!folded.has(group_id) || present.length === 0 || !present.every((id) => chosen.steps.has(id)))
      continue;
    for (const id of present) inCard.add(id);
    const { x, y } = frameAround(present.map(boxOf));
    const steps = new Map(present.map((id) => [id, placeOf(id)]));
    blocks.push({ box: { x, y, ...CARD }, steps, notes: NONE });
  }
  for (const id of graph.steps.keys()) {
    if (!chosen.steps.has(id) || inCard.has(id)) continue;
    blocks.push({ box: boxOf(id), steps: new Map([[id, placeOf(id)]]), notes: NONE });
  }
  for (const { note_id, position, size } of segment.notes ?? []) {
    if (!chosen.notes.has(note_id)) continue;
    blocks.push({ box: { ...position, ...size }, steps: NONE, notes: new Map([[note_id, position]]) });
  }
  return blocks;
}

/** Where everything goes when each block goes to its corner, on whole pixels. */
export function placesAt(blocks: readonly Block[], corners: readonly Point[]): Places {
  const steps = new Map<string, Point>();
  const notes = new Map<string, Point>();
  for (const [index, block] of blocks.entries()) {
    const corner = corners[index] ?? block.box;
    const dx = Math.round(corner.x - block.box.x);
    const dy = Math.round(corner.y - block.box.y);
    for (const [id, { x, y }] of block.steps) steps.set(id, { x: x + dx, y: y + dy });
    for (const [id, { x, y }] of block.notes) notes.set(id, { x: x + dx, y: y + dy });
  }
  return { steps, notes };
}
