// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CanvasNode } from "../to-flow.ts";
import { MountedNodes } from "./mounted-nodes.ts";
import { type FlowState, Mounting } from "./mounting.ts";

let frames: ((now: number) => void)[] = [];
const finishFrames = () => {
  for (let run = frames.shift(); run; run = frames.shift()) run(performance.now());
};

beforeEach(() => {
  frames = [];
  vi.stubGlobal("requestAnimationFrame", (run: (now: number) => void) => frames.push(run));
  vi.stubGlobal("cancelAnimationFrame", () => {});
});
afterEach(() => vi.unstubAllGlobals());

/** One row, 300 apart. */
function row(count: number): CanvasNode[] {
  return Array.from(
    { length: count },
    (_, at) =>
      ({
        id: `s${at}`,
        type: "step",
        position: { x: at * 300, y: 0 },
        width: 220,
        height: 60,
      }) as unknown as CanvasNode,
  );
}

function aCanvas(count: number, zoom = 1) {
  let state: FlowState = { nodes: row(count), width: 900, height: 600, transform: [0, 0, zoom] };
  const shown = vi.fn<(nodes: readonly string[] | null) => void>();
  const mounting = new Mounting(() => state, shown);
  mounting.expect(count);
  mounting.begin();
  const view = (x: number, y: number, nextZoom: number) => {
    state = { ...state, transform: [x, y, nextZoom] };
    mounting.look();
    finishFrames();
  };
  finishFrames();
  const ids = () => [...(mounting.mounted.getState().nodes ?? ["all"])];
  return { mounting, shown, view, ids };
}

test("a small drawing is mounted whole", () => {
  const { ids, shown } = aCanvas(150);
  expect(ids()).toEqual(["all"]);
  expect(shown).not.toHaveBeenCalled();
});

test("of a large drawing what is in and near the view is mounted", () => {
  const { ids, view } = aCanvas(400);
  expect(ids()).toEqual(["s0", "s1", "s2", "s3"]);
  view(-30_000, 0, 1);
  expect(ids()).toEqual(["s99", "s100", "s101", "s102", "s103"]);
});

test("a small move mounts nothing", () => {
  const { view, shown } = aCanvas(400);
  shown.mockClear();
  view(-40, 20, 1);
  expect(shown).not.toHaveBeenCalled();
});

test("much that comes into view at once is mounted over several frames", () => {
  const { mounting, ids, view } = aCanvas(400, 0.1);
  expect(ids()).toEqual([]);
  const sizes: number[] = [];
  mounting.mounted.subscribe(({ nodes }) => sizes.push(nodes?.size ?? -1));
  view(0, 0, 0.3);
  expect(sizes.length).toBeGreaterThan(1);
  expect(mounting.mounted.getState()).toMatchObject({ settled: true });
  expect(ids()).toHaveLength(11);
});

test("from afar only the step under the pointer is mounted", () => {
  const { mounting, ids } = aCanvas(400, 0.1);
  mounting.hold("s7");
  expect(ids()).toEqual(["s7"]);
  mounting.hold(null);
  expect(ids()).toEqual([]);
});

test("React Flow's map lists what is mounted and holds everything", () => {
  const lookup = new MountedNodes(row(5).map((node) => [node.id, node] as const));
  expect([...lookup.keys()]).toHaveLength(5);
  lookup.mounted = ["s3", "gone"];
  expect([...lookup.keys()]).toEqual(["s3"]);
  expect(lookup.get("s0")?.id).toBe("s0");
  expect(new Map(lookup).size).toBe(5);
});
