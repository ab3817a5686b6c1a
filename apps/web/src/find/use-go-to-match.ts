import { assertNever } from "@worktrail/shared/errors";
import { edgeKey } from "@worktrail/shared/segment/graph";
import { useCallback } from "react";
import type { Box } from "../canvas/node-geometry.ts";
import { EMPTY_SELECTION, selectSteps } from "../canvas/selection.ts";
import { useCentre } from "../canvas/use-centre.ts";
import { useReveal } from "../canvas/use-reveal.ts";
import { focusField } from "../inspector/focus-field.ts";
import type { Editor } from "../store/editor.ts";
import { useEditor } from "../store/editor-context.tsx";
import type { Match } from "./find-in-segment.ts";
import { findOf } from "./find-store.ts";

/** Selects what a match is in, brings it into view, and opens and focuses its field. */
export function useGoToMatch(): (match: Match) => void {
  const editor = useEditor();
  const centre = useCentre();
  const reveal = useReveal();
  return useCallback((match) => goTo(match, editor, centre, reveal), [editor, centre, reveal]);
}

/** Goes on from match to match around the segment. */
export function useWalkMatches(): (by: 1 | -1) => void {
  const find = findOf(useEditor());
  const goTo = useGoToMatch();
  return useCallback(
    (by) => {
      const match = find.walk(by);
      if (match) goTo(match);
    },
    [find, goTo],
  );
}

type Centre = (step_ids: readonly string[]) => void;

function goTo({ owner, pointer, path }: Match, editor: Editor, centre: Centre, reveal: (box: Box) => void) {
  const { segment } = editor;
  switch (owner.kind) {
    case "step":
      editor.select(selectSteps([owner.step_id]));
      centre([owner.step_id]);
      editor.session.setState({ focus_field: { step_id: owner.step_id, path: pointer } });
      return;
    case "segment":
      editor.select(EMPTY_SELECTION);
      focusSoon(path);
      return;
    case "note": {
      editor.select({ ...EMPTY_SELECTION, notes: new Set([owner.note_id]) });
      const note = segment.notes?.[owner.index];
      if (note) reveal({ ...note.position, ...note.size });
      focusSoon(path);
      return;
    }
    case "group": {
      const steps = segment.groups?.[owner.index]?.step_ids ?? [];
      editor.select(selectSteps(steps));
      centre(steps);
      return;
    }
    case "edge": {
      const edge = segment.edges?.[owner.index];
      if (!edge) return;
      editor.select({ ...EMPTY_SELECTION, edges: new Set([edgeKey(edge)]) });
      centre([edge.source_step, edge.target_step]);
      return;
    }
    default:
      assertNever(owner);
  }
}

/** The inspector shows what was selected a frame later. */
function focusSoon(path: string): void {
  requestAnimationFrame(() => {
    const inspector = document.querySelector<HTMLElement>('section[aria-label="Inspector"]');
    if (inspector) focusField(inspector, path);
  });
}
