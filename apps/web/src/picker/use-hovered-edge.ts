import { type PointerEvent, useEffect, useMemo } from "react";
import type { Editor } from "../store/editor.ts";
import { useEditor } from "../store/editor-context.tsx";

/** An edge that is only passed over shows nothing; the way from it to its tools is not the end of it. */
const BEGINS_AFTER_MS = 60;
const ENDS_AFTER_MS = 250;

/** Notices which edge is under the pointer. Gives what the element around the canvas listens with. */
export function useHoveredEdge() {
  const editor = useEditor();
  const watch = useMemo(() => watchHover(editor), [editor]);
  useEffect(() => watch.stop, [watch]);
  return watch.listeners;
}

function watchHover(editor: Editor) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (hovered_edge: string | null) => {
    clearTimeout(timer);
    if (editor.session.getState().hovered_edge === hovered_edge) return;
    const after = hovered_edge === null ? ENDS_AFTER_MS : BEGINS_AFTER_MS;
    timer = setTimeout(() => editor.session.setState({ hovered_edge }), after);
  };
  return {
    stop: () => clearTimeout(timer),
    listeners: {
      onPointerOver: ({ target, buttons }: PointerEvent) => {
        if (buttons === 0) later(target instanceof Element ? edgeAt(target) : null);
      },
      onPointerLeave: () => later(null),
    },
  };
}

function edgeAt(element: Element): string | null {
  const tools = element.closest<HTMLElement>("[data-edge-tools]")?.dataset.edgeTools;
  return tools ?? element.closest<SVGElement>(".react-flow__edge")?.dataset.id ?? null;
}
