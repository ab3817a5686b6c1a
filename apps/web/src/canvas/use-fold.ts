import { useMemo, useState } from "react";
import { usePanelRef } from "../ui/ResizableLayout.tsx";

export type Fold = {
  readonly ref: ReturnType<typeof usePanelRef>;
  readonly folded: boolean;
  /** Call when the panel's size changed. */
  readonly notice: () => void;
  /** The same function from draw to draw. */
  readonly toggle: () => void;
};

/** A side panel that can be folded away. */
export function useFold(): Fold {
  const ref = usePanelRef();
  const [folded, setFolded] = useState(false);
  const acts = useMemo(
    () => ({
      notice: () => setFolded(ref.current?.isCollapsed() ?? false),
      toggle: () => (ref.current?.isCollapsed() ? ref.current.expand() : ref.current?.collapse()),
    }),
    [ref],
  );
  return { ref, folded, ...acts };
}
