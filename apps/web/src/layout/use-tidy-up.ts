import { getViewportForBounds, useReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback, useRef } from "react";
import { toast } from "sonner";
import { type Box, stepSize } from "../canvas/node-geometry.ts";
import { NOTE_PREFIX } from "../canvas/to-flow.ts";
import type { Editor } from "../store/editor.ts";
import { useEditor } from "../store/editor-context.tsx";
import { boundsOf } from "./block.ts";
import { glide, type Way } from "./glide.ts";
import { layOut } from "./lay-out.ts";
import { tidyUp } from "./tidy-up.ts";

const MOVE_MS = 160;
const PADDING = 0.08;
const SAY_AFTER_MS = 400;
/** A drawing that changes while it is laid out is laid out again, this often. */
const TRIES = 3;

/** Lays out the selected steps, where several are, or all of them. */
export function useTidyUp(): () => Promise<void> {
  const editor = useEditor();
  const fitSteps = useFitPlaces();
  const busy = useRef(false);
  return useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    const saying = setTimeout(() => toast.loading("Laying out the steps…", { id: TOAST }), SAY_AFTER_MS);
    try {
      if (await tidy(editor)) fitSteps();
    } catch {
      toast.error("The steps could not be laid out. Nothing was changed; try again.");
    } finally {
      clearTimeout(saying);
      toast.dismiss(TOAST);
      busy.current = false;
    }
  }, [editor, fitSteps]);
}

const TOAST = "tidy-up";

/** Answers whether the whole drawing changed. */
async function tidy(editor: Editor): Promise<boolean> {
  for (let tried = 0; tried < TRIES; tried++) {
    const { segment, graph, placeOf } = editor;
    const { steps } = editor.session.getState().selection;
    const some = steps.size > 1 && steps.size < graph.steps.size;
    const laidOut = await layOut(graph, some ? steps : new Set(graph.steps.keys()), placeOf);
    if (editor.segment !== segment) continue;
    const before = placesOf(editor);
    if (!editor.commit(tidyUp(graph, laidOut, placeOf), { label: "Tidy up" })) {
      editor.announce("The layout is tidy already.");
      return false;
    }
    glide(editor, waysBetween(before, placesOf(editor)));
    editor.announce(some ? `Tidied up ${laidOut.size} steps.` : "Tidied up all steps.");
    return !some;
  }
  toast.error("The drawing kept changing while it was laid out. Tidy up again.");
  return false;
}

/** By node of the canvas. */
function placesOf({ segment, placeOf }: Editor) {
  return new Map([
    ...segment.steps.map(({ step_id }) => [step_id, placeOf(step_id)] as const),
    ...(segment.notes ?? []).map(({ note_id, position }) => [NOTE_PREFIX + note_id, position] as const),
  ]);
}

function waysBetween(before: ReturnType<typeof placesOf>, after: ReturnType<typeof placesOf>) {
  const ways = new Map<string, Way>();
  for (const [id, to] of after) {
    const from = before.get(id);
    if (from && (from.x !== to.x || from.y !== to.y)) ways.set(id, { from, to });
  }
  return ways;
}

/** Shows the whole drawing as the document has it, while its steps may still be on their way there. */
function useFitPlaces(): () => void {
  const editor = useEditor();
  const flow = useReactFlow();
  const store = useStoreApi();
  return useCallback(() => {
    const { width, height, minZoom } = store.getState();
    const { graph, placeOf, segment } = editor;
    const boxes: Box[] = [
      ...[...graph.steps].map(([step_id, { ports }]) => ({ ...placeOf(step_id), ...stepSize(ports) })),
      ...(segment.notes ?? []).map(({ position, size }) => ({ ...position, ...size })),
    ];
    const view = getViewportForBounds(boundsOf(boxes), width, height, minZoom, 1, PADDING);
    void flow.setViewport(view, { duration: MOVE_MS });
  }, [editor, flow, store]);
}
