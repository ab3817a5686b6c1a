// Whether the text is shown beside the canvas: one choice for all segments, kept in this browser.
import { create } from "zustand";

const KEY = "worktrail.json-beside";

type PaneOpen = { readonly open: boolean; readonly toggle: () => void };

export const useJsonPane = create<PaneOpen>((set) => ({
  open: remembered(),
  toggle: () =>
    set(({ open }) => {
      remember(!open);
      return { open: !open };
    }),
}));

function remembered(): boolean {
  try {
    return localStorage.getItem(KEY) === "open";
  } catch {
    return false;
  }
}

function remember(open: boolean): void {
  try {
    localStorage.setItem(KEY, open ? "open" : "closed");
  } catch {
    // A browser that keeps nothing opens it closed next time.
  }
}
