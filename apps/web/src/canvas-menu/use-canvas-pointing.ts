import { useReactFlow } from "@xyflow/react";
import { type MouseEvent, useMemo } from "react";
import { isTyping } from "../canvas/is-typing.ts";
import { openPickerAt } from "../picker/open-picker.ts";
import { useEditor } from "../store/editor-context.tsx";
import { choose, openMenu } from "./open-menu.ts";

/** Double click on the empty pane asks for a step there; the other button on what is drawn asks for its menu. */
export function useCanvasPointing() {
  const editor = useEditor();
  const flow = useReactFlow();
  return useMemo(
    () => ({
      onDoubleClick: (event: MouseEvent) => {
        if (!(event.target instanceof Element) || !event.target.classList.contains("react-flow__pane"))
          return;
        const at = { x: event.clientX, y: event.clientY };
        openPickerAt(editor, flow.screenToFlowPosition(at, { snapToGrid: false }), null);
      },
      onContextMenu: (event: MouseEvent) => {
        const { target } = event;
        if (event.defaultPrevented || !(target instanceof Element) || isTyping(target)) return;
        if (!target.closest("[data-canvas]")) return;
        openMenu(editor, event, choose(editor, target) ?? "canvas");
      },
    }),
    [editor, flow],
  );
}
