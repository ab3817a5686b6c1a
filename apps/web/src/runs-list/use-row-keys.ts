import { useEffect } from "react";
import { isTyping } from "../canvas/is-typing.ts";

const steps: Readonly<Record<string, 1 | -1>> = { j: 1, k: -1, J: 1, K: -1, ArrowDown: 1, ArrowUp: -1 };

interface RowKeys {
  /** `range`: from the last ticked run to this one. */
  onSelect: (run_id: string, range: boolean) => void;
  onClear: () => void;
}

/** j and k, or the arrows within the list, go from run to run, with Shift ticking on the way; x ticks; Enter opens. */
export function useRowKeys({ onSelect, onClear }: RowKeys): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const inList = event.target instanceof Element && event.target.closest("[data-runs-list]") !== null;
      const links = [...document.querySelectorAll<HTMLElement>("[data-run-link]")];
      const row = inList ? document.activeElement?.closest("[data-run-id]") : null;
      const at = links.findIndex((link) => row?.contains(link));
      const here = links[at]?.dataset.runLink;
      if (event.key === "Escape") return onClear();
      if (event.key === "x" && here !== undefined) return onSelect(here, false);
      const step = steps[event.key];
      if (!step || (event.key.startsWith("Arrow") && !inList)) return;
      const next = links[at === -1 ? 0 : at + step];
      if (!next?.dataset.runLink) return;
      event.preventDefault();
      next.focus();
      if (!event.shiftKey) return;
      if (here !== undefined) onSelect(here, true);
      onSelect(next.dataset.runLink, true);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [onSelect, onClear]);
}
