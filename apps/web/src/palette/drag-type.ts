import type { Catalog, StepContract } from "@worktrail/shared/step/define-step";

/** The kind of data that a palette entry carries while it is dragged: its `type_id`. */
export const STEP_DRAG_TYPE = "application/x-worktrail-step";
/** Carried by the palette's note. */
export const NOTE_DRAG_TYPE = "application/x-worktrail-note";

/** A second kind that names the type: what is dragged can be read only once it is let go, its kinds at any time. */
export function typedDragType(type_id: string): string {
  return `${STEP_DRAG_TYPE}.${type_id}`;
}

export function draggedType(kinds: readonly string[], catalog: Catalog): StepContract | undefined {
  return Object.values(catalog).find(({ type_id }) => kinds.includes(typedDragType(type_id)));
}
