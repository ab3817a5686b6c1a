import type { Gesture } from "./gesture.ts";

export function setNoteText(note_id: string, text: string): Gesture {
  return (segment) => {
    const notes = segment.notes ?? [];
    const index = notes.findIndex((note) => note.note_id === note_id);
    const note = notes[index];
    if (!note || note.text === text) return segment;
    return { ...segment, notes: notes.with(index, { ...note, text }) };
  };
}
