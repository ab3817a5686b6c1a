// Which nodes of a large drawing React Flow mounts: those in and near the view, a few more each frame. The others
// are drawn as blocks (StepBlocks.tsx) and their edges as ink (EdgeInk.tsx).
import { createStore, type StoreApi } from "zustand/vanilla";
import { detailAt } from "../canvas-context.tsx";
import { focusStep } from "../focus.ts";
import { type Box, boxesOverlap, boxOf } from "../node-geometry.ts";
import type { CanvasNode } from "../to-flow.ts";

/** Small drawings are mounted whole: assistive technology and find-in-page reach every step. */
export const MOUNT_ALL_UP_TO = 150;
/** How far around the view steps are mounted before they are seen, in the drawing's measure. */
const AROUND = 200;
/** How far outside of that steps stay mounted: people pan back and forth. */
const KEPT_AROUND = 300;
/** How many steps a frame may mount: fewer after a frame that came late, more after one in time. */
const SHARE = { least: 4, first: 8, most: 32, late_ms: 22 };

export type Mounted = {
  /** Null: all of them. */
  readonly nodes: ReadonlySet<string> | null;
  /** The part of the drawing that is mounted; null where steps are blocks. */
  readonly window: Box | null;
  /** Whether everything that should be mounted is. */
  readonly settled: boolean;
};

/** What is needed of React Flow's store. */
export type FlowState = {
  readonly nodes: readonly CanvasNode[];
  readonly width: number;
  readonly height: number;
  readonly transform: readonly [x: number, y: number, zoom: number];
};

type Plan = { readonly nodes: readonly CanvasNode[]; readonly window: Box | null };

const ALL: Mounted = { nodes: null, window: null, settled: true };
/** Until it is known what is in view. */
const NOTHING: Mounted = { nodes: new Set(), window: null, settled: true };

/** What is known of the mounting, for a drawing of so many nodes that React Flow may not have seen yet. */
export function mountedOf(known: Mounted, nodeCount: number): Mounted {
  return known.nodes === null && nodeCount > MOUNT_ALL_UP_TO ? NOTHING : known;
}

export class Mounting {
  readonly mounted: StoreApi<Mounted> = createStore(() => ALL);
  private readonly show: (nodes: readonly string[] | null) => void;
  private readonly read: () => FlowState;
  private planned: Plan | null = null;
  private wanted: ReadonlySet<string> | null = null;
  private held: string | null = null;
  private frame = 0;
  private share = SHARE.first;
  private begun = false;
  private expected = 0;

  /** `show` makes React Flow mount these nodes and no others. */
  constructor(read: () => FlowState, show: (nodes: readonly string[] | null) => void) {
    this.read = read;
    this.show = show;
  }

  /** To be called whenever the view or the nodes may have changed; cheap when nothing comes of it. */
  look = (): void => {
    const state = this.read();
    const { nodes } = state;
    if (Math.max(nodes.length, this.expected) <= MOUNT_ALL_UP_TO) {
      this.planned = null;
      this.settle(ALL);
      return;
    }
    const last = this.planned;
    const window = this.begun ? nextWindow(state, last) : null;
    if (last?.nodes === nodes && last.window === window) return;
    this.planned = { nodes, window };
    this.plan();
  };

  /** React Flow is about to get so many nodes; too many are not mounted even once. */
  expect(nodeCount: number): void {
    this.expected = nodeCount;
    const known = this.mounted.getState();
    this.settle(mountedOf(known, nodeCount));
  }

  /** The view stands where it begins; before that, nothing in it is worth mounting. */
  begin = (): void => {
    this.begun = true;
    this.look();
  };

  /** The step under the pointer is mounted at any zoom, so that it can be clicked and dragged. */
  hold = (step_id: string | null): void => {
    if (step_id === this.held) return;
    this.held = step_id;
    if (this.planned) this.plan();
  };

  stop(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  private plan(): void {
    if (!this.planned) return;
    const { nodes, window } = this.planned;
    const focused = focusedStep();
    const present = this.mounted.getState().nodes;
    const kept = window && widened(window, KEPT_AROUND);
    const wanted = new Set<string>();
    for (const node of nodes) {
      const reach = present?.has(node.id) ? kept : window;
      const near = reach !== null && boxesOverlap(boxOf(node), reach);
      if (near || node.type !== "step" || node.id === this.held || node.id === focused) wanted.add(node.id);
    }
    this.wanted = wanted;
    this.advance();
  }

  /** One frame's share of what is still to be mounted; what is held or no step comes at once. */
  private advance(): void {
    const { wanted, planned } = this;
    if (!wanted || !planned) return;
    const { nodes: present } = this.mounted.getState();
    const next = new Set<string>();
    let room = this.share;
    let left = 0;
    for (const node of planned.nodes) {
      if (!wanted.has(node.id)) continue;
      if (present?.has(node.id) || node.id === this.held || node.type !== "step") next.add(node.id);
      else if (room > 0) {
        room--;
        next.add(node.id);
      } else left++;
    }
    this.settle({ nodes: next, window: planned.window, settled: left === 0 });
    cancelAnimationFrame(this.frame);
    this.frame = left > 0 ? this.nextFrame() : 0;
  }

  private nextFrame(): number {
    const asked = performance.now();
    return requestAnimationFrame((now) => {
      this.share =
        now - asked > SHARE.late_ms
          ? Math.max(SHARE.least, this.share >> 1)
          : Math.min(SHARE.most, this.share * 2);
      this.advance();
    });
  }

  private settle(next: Mounted): void {
    const last = this.mounted.getState();
    const same = sameSet(last.nodes, next.nodes);
    if (same && last.window === next.window && last.settled === next.settled) return;
    const block = document.activeElement?.closest<HTMLElement>("[data-block]")?.dataset.stepId;
    this.mounted.setState(same ? { ...next, nodes: last.nodes } : next, true);
    if (!same) this.show(next.nodes && [...next.nodes]);
    // A card takes the place of the block that had focus.
    if (block !== undefined && next.nodes?.has(block)) focusStep(block);
  }
}

function focusedStep(): string | undefined {
  return document.activeElement?.closest<HTMLElement>("[data-step-id]:not([data-block])")?.dataset.stepId;
}

/** The same window for as long as it serves; null where steps are blocks. */
function nextWindow(state: FlowState, last: Plan | null): Box | null {
  if (detailAt(state.transform[2]) === "block") return null;
  if (last?.window && serves(last.window, viewBox(state, 0))) return last.window;
  return viewBox(state, AROUND);
}

function widened({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

function viewBox({ width, height, transform: [x, y, zoom] }: FlowState, around: number): Box {
  return {
    x: -x / zoom - around,
    y: -y / zoom - around,
    width: width / zoom + 2 * around,
    height: height / zoom + 2 * around,
  };
}

/** Whether what was mounted for `window` leaves room around the view, and not so much that zooming in wastes it. */
function serves(window: Box, view: Box): boolean {
  const room = AROUND / 2;
  return (
    view.x - room >= window.x &&
    view.y - room >= window.y &&
    view.x + view.width + room <= window.x + window.width &&
    view.y + view.height + room <= window.y + window.height &&
    window.width < (view.width + 2 * AROUND) * 1.5
  );
}

function sameSet(a: ReadonlySet<string> | null, b: ReadonlySet<string> | null): boolean {
  if (a === null || b === null) return a === b;
  if (a.size !== b.size) return false;
  for (const id of a) if (!b.has(id)) return false;
  return true;
}
