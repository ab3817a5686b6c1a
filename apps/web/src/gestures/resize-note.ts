import type { Note } from "@worktrail/shared/segment/schema";
import type { Gesture } from "./gesture.ts";

export function resizeNote(note_id: string, { width, height }: Note["size"]): Gesture {
  return (segment) => {
    const notes = segment.notes ?? [];
    const index = notes.findIndex((note) => note.note_id === note_id);
    const note = notes[index];
    if (!note || (note.size.width === width && note.size.height === height)) return segment;
    return { ...segment, notes: notes.with(index, { ...note, size: { width, height } }) };
  };
}
