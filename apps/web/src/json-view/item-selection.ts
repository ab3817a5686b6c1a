// What is selected on the canvas and where it stands in the text, both ways.
import { edgeKey } from "@worktrail/shared/segment/graph";
import type { Segment } from "@worktrail/shared/segment/schema";
import { type CanvasSelection, EMPTY_SELECTION, selectSteps } from "../canvas/selection.ts";
import { itemAt, type Outline, type TextRange } from "./json-outline.ts";

/** More are not marked: nobody reads them all. */
const MAX_MARKED = 100;

/** The places of what is selected, in the order of the text. */
export function rangesOf(segment: Segment, outline: Outline, selection: CanvasSelection): TextRange[] {
  const found: TextRange[] = [];
  const look = (ranges: readonly TextRange[], isChosen: (index: number) => boolean) => {
    for (const [index, range] of ranges.entries()) {
      if (found.length < MAX_MARKED && isChosen(index)) found.push(range);
    }
  };
  const { steps, edges, notes } = selection;
  if (steps.size > 0) look(outline.steps, (index) => steps.has(segment.steps[index]?.step_id ?? ""));
  if (edges.size > 0) {
    look(outline.edges, (index) => {
      const edge = segment.edges?.[index];
      return edge !== undefined && edges.has(edgeKey(edge));
    });
  }
  if (notes.size > 0) look(outline.notes, (index) => notes.has(segment.notes?.[index]?.note_id ?? ""));
  return found.sort((a, b) => a.from - b.from);
}

/** What the cursor or the selected text is in; null where it is in none of the lists. */
export function selectionAt(
  segment: Segment,
  outline: Outline,
  { from, to }: TextRange,
): CanvasSelection | null {
  const first = itemAt(outline, from);
  const last = itemAt(outline, to);
  if (!first) return null;
  const end = last?.list === first.list ? last.index : first.index;
  const indexes = Array.from({ length: end - first.index + 1 }, (_, offset) => first.index + offset);
  const each = <Item>(items: readonly Item[] | undefined, key: (item: Item) => string) =>
    new Set(indexes.flatMap((index) => (items?.[index] === undefined ? [] : [key(items[index])])));
  switch (first.list) {
    case "steps":
      return selectSteps(each(segment.steps, (step) => step.step_id));
    case "edges":
      return { ...EMPTY_SELECTION, edges: each(segment.edges, edgeKey) };
    case "notes":
      return { ...EMPTY_SELECTION, notes: each(segment.notes, (note) => note.note_id) };
    case "groups":
      return selectSteps(indexes.flatMap((index) => segment.groups?.[index]?.step_ids ?? []));
  }
}

export function sameSelection(a: CanvasSelection, b: CanvasSelection): boolean {
  return sameSet(a.steps, b.steps) && sameSet(a.edges, b.edges) && sameSet(a.notes, b.notes);
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((id) => b.has(id));
}
