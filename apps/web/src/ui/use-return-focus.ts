import { useRef } from "react";
import { holdFocusWhileLoading } from "./first-focus.ts";

/**
 * Brings the focus back to where it was before a modal opened. Radix does so only for a modal with a
 * trigger of its own. What was opened from a menu goes back to the menu's button; where that is gone, as
 * after deleting it, to the page.
 */
export function useReturnFocus() {
  const from = useRef<HTMLElement | null>(null);
  return {
    onOpenAutoFocus: (event: Event) => {
      from.current = returnTarget(document.activeElement);
      holdFocusWhileLoading(event);
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      const target = from.current?.isConnected ? from.current : document.getElementById("main");
      target?.focus();
    },
  };
}

function returnTarget(active: Element | null): HTMLElement | null {
  const opener = active?.closest('[role="menu"]')?.getAttribute("aria-labelledby");
  if (opener) return document.getElementById(opener);
  return active instanceof HTMLElement && active !== document.body ? active : null;
}
