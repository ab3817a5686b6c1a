// Brings what is dragged into line: with what is in view, else with the grid. One at a time, from its first move
// to when it is let go.
import type { Point } from "@worktrail/shared/segment/schema";
import type { NodeChange } from "@xyflow/react";
import { type Box, boxesOverlap, GRID, type Size } from "../canvas/node-geometry.ts";
import type { CanvasNode } from "../canvas/to-flow.ts";
import { boundsOf } from "../layout/block.ts";
import { type HelperLine, Sights } from "./sights.ts";

/** What is seen as a grid, and what steps keep to while it is shown. */
export const VISIBLE_GRID = 20;
/** In pixels of the screen; far out they stand for too much of the drawing. */
const NEAR = 5;
const NEAR_AT_MOST = 10;

export type View = {
  readonly nodes: readonly CanvasNode[];
  readonly width: number;
  readonly height: number;
  readonly transform: readonly [x: number, y: number, zoom: number];
};

export type DragSnapOptions = {
  readonly view: () => View;
  readonly gridOn: () => boolean;
  /** Whether a key that leaves places as they are is held. */
  readonly isFree: () => boolean;
  readonly show: (lines: readonly HelperLine[]) => void;
};

type Drag = {
  readonly transform: View["transform"];
  readonly sizes: ReadonlyMap<string, Size>;
  sights: Sights;
};

export class DragSnap {
  private readonly options: DragSnapOptions;
  private drag: Drag | null = null;

  constructor(options: DragSnapOptions) {
    this.options = options;
  }

  /** The changes of React Flow with what is dragged brought into line as one piece. */
  changes(changes: NodeChange<CanvasNode>[]): NodeChange<CanvasNode>[] {
    const moved = changes.flatMap((change) =>
      change.type === "position" && change.position ? [{ id: change.id, at: change.position }] : [],
    );
    if (moved.length === 0) return changes;
    const by = this.shift(moved);
    if (changes.some((change) => change.type === "position" && !change.dragging)) this.end();
    if (by.x === 0 && by.y === 0) return changes;
    return changes.map((change) =>
      change.type === "position" && change.position
        ? { ...change, position: { x: change.position.x + by.x, y: change.position.y + by.y } }
        : change,
    );
  }

  end(): void {
    this.drag = null;
    this.options.show([]);
  }

  private shift(moved: readonly { readonly id: string; readonly at: Point }[]): Point {
    const { transform } = this.options.view();
    if (this.drag?.transform !== transform) {
      this.drag = begin(
        this.options.view(),
        moved.map(({ id }) => id),
      );
    }
    const { sizes, sights } = this.drag;
    const box = boundsOf(
      moved.map(({ id, at }) => ({ ...at, ...(sizes.get(id) ?? { width: 0, height: 0 }) })),
    );
    if (this.options.isFree()) {
      this.options.show([]);
      return { x: Math.round(box.x) - box.x, y: Math.round(box.y) - box.y };
    }
    const grid = this.options.gridOn() ? VISIBLE_GRID : GRID;
    const { dx, dy } = sights.snap(box, Math.min(NEAR / transform[2], NEAR_AT_MOST));
    const by = { x: dx ?? toGrid(box.x, grid), y: dy ?? toGrid(box.y, grid) };
    this.options.show(sights.lines({ ...box, x: box.x + by.x, y: box.y + by.y }));
    return by;
  }
}

function begin({ nodes, width, height, transform }: View, ids: readonly string[]): Drag {
  const [x, y, zoom] = transform;
  const window: Box = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
  const dragged = new Set(ids);
  const sizes = new Map<string, Size>();
  const others: Box[] = [];
  for (const node of nodes) {
    const size = { width: node.width ?? 0, height: node.height ?? 0 };
    const box = { ...node.position, ...size };
    if (dragged.has(node.id)) sizes.set(node.id, size);
    else if (!isFrame(node) && boxesOverlap(box, window)) others.push(box);
  }
  return { transform, sizes, sights: new Sights(others) };
}

/** Frames follow their steps: nothing lines up with them. */
function isFrame(node: CanvasNode): boolean {
  return node.type === "frame" && !node.data.folded;
}

function toGrid(at: number, grid: number): number {
  return Math.round(at / grid) * grid - at;
}
