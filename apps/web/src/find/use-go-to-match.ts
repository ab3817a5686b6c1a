import { assertNever } from "@worktrail/shared/errors";
import { edgeKey } from "@worktrail/shared/segment/graph";
import type { Segment } from "@worktrail/shared/segment/schema";
import { useCallback } from "react";
import { type Box, STEP_MIN_HEIGHT, STEP_WIDTH } from "../canvas/node-geometry.ts";
import { type CanvasSelection, EMPTY_SELECTION, selectSteps } from "../canvas/selection.ts";
import type { Editor } from "../store/editor.ts";
import { useEditor } from "../store/editor-context.tsx";
import type { FieldOwner } from "./find-fields.ts";
import type { Match } from "./find-in-segment.ts";
import { findOf } from "./find-store.ts";
import { openField } from "./open-field.ts";
import { useCentreBeside } from "./use-centre-beside.ts";

/** Whether the field of a match takes the focus, or is only brought to sight so that the search goes on. */
export type FieldFocus = "focus" | "show";

/** Selects what a match is in, brings it into view and opens its field. */
export function useGoToMatch(): (match: Match, how: FieldFocus) => void {
  const editor = useEditor();
  const centre = useCentreBeside();
  return useCallback(
    ({ owner, path }, how) => {
      const { selection, steps } = selectionOf(owner, editor.segment);
      editor.select(selection);
      const box = boxOf(owner, steps, editor);
      if (box) centre(box);
      openField(path, how);
    },
    [editor, centre],
  );
}

/** Goes on from match to match around the segment. */
export function useWalkMatches(): (by: 1 | -1, how?: FieldFocus) => void {
  const find = findOf(useEditor());
  const goTo = useGoToMatch();
  return useCallback(
    (by, how = "focus") => {
      const match = find.walk(by);
      if (match) goTo(match, how);
    },
    [find, goTo],
  );
}

type Target = { readonly selection: CanvasSelection; readonly steps: readonly string[] };

function selectionOf(owner: FieldOwner, segment: Segment): Target {
  switch (owner.kind) {
    case "segment":
      return { selection: EMPTY_SELECTION, steps: [] };
    case "step":
      return { selection: selectSteps([owner.step_id]), steps: [owner.step_id] };
    case "note":
      return { selection: { ...EMPTY_SELECTION, notes: new Set([owner.note_id]) }, steps: [] };
    case "group": {
      const steps = segment.groups?.[owner.index]?.step_ids ?? [];
      return { selection: selectSteps(steps), steps };
    }
    case "edge": {
      const edge = segment.edges?.[owner.index];
      if (!edge) return { selection: EMPTY_SELECTION, steps: [] };
      const selection = { ...EMPTY_SELECTION, edges: new Set([edgeKey(edge)]) };
      return { selection, steps: [edge.source_step, edge.target_step] };
    }
    default:
      return assertNever(owner);
  }
}

function boxOf(owner: FieldOwner, steps: readonly string[], { segment, placeOf }: Editor): Box | null {
  const note = owner.kind === "note" ? segment.notes?.[owner.index] : undefined;
  if (note) return { ...note.position, ...note.size };
  const places = steps.map(placeOf);
  if (places.length === 0) return null;
  const x = Math.min(...places.map((place) => place.x));
  const y = Math.min(...places.map((place) => place.y));
  const right = Math.max(...places.map((place) => place.x)) + STEP_WIDTH;
  const bottom = Math.max(...places.map((place) => place.y)) + STEP_MIN_HEIGHT;
  return { x, y, width: right - x, height: bottom - y };
}
