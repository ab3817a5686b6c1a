// What the person at this screen is doing: never saved, never undone.

import type { Issue } from "@worktrail/shared/segment/issue";
import type { Point, Segment } from "@worktrail/shared/segment/schema";
import { createStore, type StoreApi } from "zustand/vanilla";
import { type CanvasSelection, EMPTY_SELECTION } from "../canvas/selection.ts";
import type { CanvasMenuRequest } from "../canvas-menu/menu-request.ts";
import type { PickerRequest } from "../picker/picker-request.ts";

export type ImportOffer =
  | { readonly kind: "choose"; readonly segment: Segment; readonly changes: readonly string[] }
  | { readonly kind: "refused"; readonly message: string; readonly issues: readonly Issue[] };

export type SessionState = {
  readonly selection: CanvasSelection;
  /** Places of what is being dragged, by node id of the canvas. */
  readonly dragged: ReadonlyMap<string, Point>;
  /** The node of the canvas, a step or a note, whose words are edited in place. */
  readonly renaming: string | null;
  /** The step for which "Connect to…" is open. */
  readonly connecting_from: string | null;
  /** The edge, by its key, for which other ends are offered. */
  readonly retargeting: string | null;
  /** What the step picker is open for. */
  readonly picker: PickerRequest | null;
  /** The edge under the pointer, by its key: its tools show. */
  readonly hovered_edge: string | null;
  /** The edge, by its key, on which what is being dragged would be put. */
  readonly insert_edge: string | null;
  /** Where the canvas's own menu is open and for what. */
  readonly menu: CanvasMenuRequest | null;
  /** Tab goes on through the page instead of opening the picker: the last key was Tab or Escape. */
  readonly tab_moves_on: boolean;
  readonly problems_open: boolean;
  /** The choice that a conflict asks for was put off; the save state leads back to it. */
  readonly conflict_put_off: boolean;
  /** The field that a problem points to: the inspector focuses it and calls `focusField(null)`. */
  readonly focus_field: { readonly step_id: string; readonly path: string } | null;
  /** A whole segment that was opened or pasted and waits for a choice, or why it was refused. */
  readonly import_offer: ImportOffer | null;
  /** Said aloud to people who do not see the canvas. */
  readonly announcement: string;
};

export function createSession(): StoreApi<SessionState> {
  return createStore<SessionState>(() => ({
    selection: EMPTY_SELECTION,
    dragged: new Map(),
    renaming: null,
    connecting_from: null,
    retargeting: null,
    picker: null,
    hovered_edge: null,
    insert_edge: null,
    menu: null,
    tab_moves_on: false,
    problems_open: false,
    conflict_put_off: false,
    focus_field: null,
    import_offer: null,
    announcement: "",
  }));
}
