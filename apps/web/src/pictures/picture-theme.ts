import { create } from "zustand";
import type { PictureTheme } from "./picture-colors.ts";

const STORAGE_KEY = "worktrail.picture-theme";

function stored(): PictureTheme {
  try {
    return localStorage.getItem(STORAGE_KEY) === "dark" ? "dark" : "light";
  } catch {
    return "light";
  }
}

/** In which colours pictures are drawn. Light at first, whatever the page looks like: most go into documents. */
export const usePictureTheme = create<{ theme: PictureTheme; choose: (theme: PictureTheme) => void }>(
  (set) => ({
    theme: stored(),
    choose: (theme) => {
      set({ theme });
      try {
        localStorage.setItem(STORAGE_KEY, theme);
      } catch {
        // Storage is blocked: the choice lasts as long as the page.
      }
    },
  }),
);
