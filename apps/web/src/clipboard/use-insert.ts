import type { Point } from "@worktrail/shared/segment/schema";
import { useStoreApi } from "@xyflow/react";
import { useCallback } from "react";
import { type Box, boxesOverlap, STEP_MIN_HEIGHT, STEP_WIDTH, snapToGrid } from "../canvas/node-geometry.ts";
import { useReveal } from "../canvas/use-reveal.ts";
import { type Fragment, fitFragment, insertFragment } from "../gestures/fragment.ts";
import type { Editor } from "../store/editor.ts";
import { useEditor } from "../store/editor-context.tsx";
import { counted } from "../ui/counted.ts";

const NUDGE = 40;

/** Puts a fragment into the drawing beside where it came from, or into the view when that is elsewhere. */
export function useInsertFragment(): (fragment: Fragment, label: string) => void {
  const editor = useEditor();
  const store = useStoreApi();
  const reveal = useReveal();
  return useCallback(
    (fragment, label) => {
      const bounds = boundsOf(fragment);
      if (!bounds) return;
      const { width, height, transform } = store.getState();
      const [x, y, zoom] = transform;
      const view: Box = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
      const by = boxesOverlap(bounds, view) ? freeNudge(editor, fragment) : centring(bounds, view);
      insertAt(editor, fragment, by, label);
      reveal({ ...bounds, x: bounds.x + by.x, y: bounds.y + by.y });
    },
    [editor, store, reveal],
  );
}

/** Adds the fragment moved by `by`, and selects what was added: in the next frame, as each is work for one. */
export function insertAt(editor: Editor, fragment: Fragment, by: Point, label: string): void {
  const fitted = fitFragment(fragment, editor.segment, by, editor.catalog);
  editor.commit(insertFragment(fitted), { label });
  const added = {
    steps: new Set(fitted.steps.map((step) => step.step_id)),
    edges: new Set<string>(),
    notes: new Set(fitted.notes.map((note) => note.note_id)),
  };
  requestAnimationFrame(() => editor.select(added));
  editor.announce(`${label}: ${counted(fitted.steps.length, "step")} added.`);
}

/** Far enough that no copy lies exactly on a step. */
function freeNudge({ segment, placeOf }: Editor, fragment: Fragment): Point {
  const taken = new Set(segment.steps.map((step) => key(placeOf(step.step_id))));
  for (let nudge = NUDGE; ; nudge += NUDGE) {
    const hit = fragment.steps.some(({ position }) =>
      taken.has(key({ x: (position?.x ?? 0) + nudge, y: (position?.y ?? 0) + nudge })),
    );
    if (!hit) return { x: nudge, y: nudge };
  }
}

function key({ x, y }: Point): string {
  return `${x},${y}`;
}

function centring(bounds: Box, view: Box): Point {
  return snapToGrid({
    x: view.x + (view.width - bounds.width) / 2 - bounds.x,
    y: view.y + (view.height - bounds.height) / 2 - bounds.y,
  });
}

function boundsOf({ steps, notes }: Fragment): Box | null {
  const boxes: Box[] = [
    ...steps.map(({ position }) => ({
      x: position?.x ?? 0,
      y: position?.y ?? 0,
      width: STEP_WIDTH,
      height: STEP_MIN_HEIGHT,
    })),
    ...notes.map(({ position, size }) => ({ ...position, ...size })),
  ];
  if (boxes.length === 0) return null;
  const left = Math.min(...boxes.map((box) => box.x));
  const top = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}
