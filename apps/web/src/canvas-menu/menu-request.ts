import type { Point } from "@worktrail/shared/segment/schema";

/** What the menu of the canvas is about; the selection holds which step, group, note or edge that is. */
export type MenuTarget = "step" | "group" | "note" | "edge" | "canvas";

/** `at` in screen pixels. */
export type CanvasMenuRequest = { readonly at: Point; readonly target: MenuTarget };
