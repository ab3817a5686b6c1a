/** The kind of data that a palette entry carries while it is dragged: its `type_id`. */
export const STEP_DRAG_TYPE = "application/x-worktrail-step";
