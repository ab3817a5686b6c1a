import { create } from "zustand";
import { persist } from "zustand/middleware";
import type { HelperLine } from "./sights.ts";

/** Whether steps keep to the visible grid; remembered by this browser. */
export const useGridSnap = create<{ readonly on: boolean }>()(
  persist((): { readonly on: boolean } => ({ on: false }), { name: "worktrail.grid-snap" }),
);

/** The lines of the drag under way. */
export const useHelperLines = create<{ readonly lines: readonly HelperLine[] }>()(() => ({ lines: [] }));

const NO_LINES: readonly HelperLine[] = [];

export function showLines(lines: readonly HelperLine[]): void {
  if (lines.length === 0 && useHelperLines.getState().lines.length === 0) return;
  useHelperLines.setState({ lines: lines.length === 0 ? NO_LINES : lines });
}
