import { useEffect } from "react";
import { useEditor } from "../store/editor-context.tsx";

/**
 * Remembers whether the person walks through the page by Tab: then Tab goes on walking from a step instead of
 * opening the picker. Escape begins it too, so that Tab leaves what the picker was opened from.
 *
 * @param after listens anew when this changes, to stay behind the listener that takes the keys
 */
export function useTabMemory(after: unknown): void {
  const { session } = useEditor();
  useEffect(() => {
    const say = (tab_moves_on: boolean) => {
      if (session.getState().tab_moves_on !== tab_moves_on) session.setState({ tab_moves_on });
    };
    const onKeyDown = ({ key, defaultPrevented }: KeyboardEvent) => {
      if (key === "Shift") return;
      say(key === "Escape" || (key === "Tab" && !defaultPrevented));
    };
    const onPointerDown = () => say(false);
    window.addEventListener("keydown", onKeyDown);
    window.addEventListener("pointerdown", onPointerDown, { capture: true });
    return () => {
      window.removeEventListener("keydown", onKeyDown);
      window.removeEventListener("pointerdown", onPointerDown, { capture: true });
    };
  }, [session, after]);
}
