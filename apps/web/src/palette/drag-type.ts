/** The kind of data that a palette entry carries while it is dragged: its `type_id`. */
export const STEP_DRAG_TYPE = "application/x-worktrail-step";
/** Carried by the palette's note. */
export const NOTE_DRAG_TYPE = "application/x-worktrail-note";
