import type { KeyHint } from "../commands/command.ts";

/** What the keys do while the rows of the timeline have the focus. */
export const TIMELINE_KEYS: readonly KeyHint[] = [
  {
    id: "timeline_walk",
    title: "Row by row, on the timeline",
    section: "Run",
    keys: ["arrowup", "arrowdown"],
  },
  { id: "timeline_select", title: "Select the step, on the timeline", section: "Run", keys: ["enter"] },
  {
    id: "timeline_fold",
    title: "Fold and unfold calls and runs, on the timeline",
    section: "Run",
    keys: ["arrowleft", "arrowright"],
  },
  {
    id: "timeline_pan",
    title: "Earlier and later, on the timeline",
    section: "Run",
    keys: ["shift+arrowleft", "shift+arrowright"],
  },
  { id: "timeline_zoom", title: "Zoom, on the timeline", section: "Run", keys: ["+", "-"] },
  { id: "timeline_fit", title: "Fit the whole run, on the timeline", section: "Run", keys: ["0"] },
];
