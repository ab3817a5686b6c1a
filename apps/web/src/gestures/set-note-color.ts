import type { PaperColor } from "@worktrail/shared/segment/schema";
import type { Gesture } from "./gesture.ts";

/** Gives notes another paper. */
export function setNoteColor(note_ids: ReadonlySet<string>, color: PaperColor): Gesture {
  return (segment) => {
    let changed = false;
    const notes = (segment.notes ?? []).map((note) => {
      if (!note_ids.has(note.note_id) || note.color === color) return note;
      changed = true;
      return { ...note, color };
    });
    return changed ? { ...segment, notes } : segment;
  };
}
