import type { Note, Point, Segment } from "@worktrail/shared/segment/schema";
import { freshId } from "./fresh-id.ts";
import type { Gesture } from "./gesture.ts";

export const NEW_NOTE_SIZE = { width: 240, height: 100 };

/** An empty note, to be written on at once. */
export function newNote(segment: Segment, position: Point): Note {
  const taken = new Set((segment.notes ?? []).map((note) => note.note_id));
  return { note_id: freshId("note", taken), text: "", position, size: NEW_NOTE_SIZE };
}

export function addNote(note: Note): Gesture {
  return (segment) => ({ ...segment, notes: [...(segment.notes ?? []), note] });
}
