import { useQuery } from "@tanstack/react-query";
import type { Segment } from "@worktrail/shared/segment/schema";
import { useMemo } from "react";
import { useEditor } from "../store/editor-context.tsx";
import { composeDiff, type DiffDrawing } from "./compose-diff.ts";
import { documentQuery } from "./version-queries.ts";

/** What a version is compared with: the drawing as it is now, or a version by its number. */
export type CompareWith = "drawing" | number;

export type Comparison = {
  /** The chosen version by itself. */
  readonly document: Segment;
  readonly diff: DiffDrawing;
  /** Both sides, the older one first. */
  readonly sides: readonly [older: Segment, newer: Segment];
  /** "From version 8 to the drawing now". */
  readonly words: string;
};

/** Always read from the older to the newer; null while a document is on its way. */
export function useComparison(revision: number, other: CompareWith) {
  const editor = useEditor();
  const { segment_id } = editor.segment;
  const chosen = useQuery(documentQuery(segment_id, revision));
  const against = useQuery({
    ...documentQuery(segment_id, other === "drawing" ? revision : other),
    enabled: other !== "drawing",
  });
  const drawing = editor.segment;
  const comparison = useMemo((): Comparison | null => {
    if (!chosen.data) return null;
    const compared = other === "drawing" ? drawing : against.data;
    if (!compared) return null;
    const isOlder = other === "drawing" || revision < other;
    const sides = isOlder ? ([chosen.data, compared] as const) : ([compared, chosen.data] as const);
    return {
      document: chosen.data,
      diff: composeDiff(...sides),
      sides,
      words: wordsOf(revision, other),
    };
  }, [chosen.data, against.data, drawing, other, revision]);
  return { comparison, error: chosen.error ?? against.error };
}

function wordsOf(revision: number, other: CompareWith): string {
  if (other === "drawing") return `From version ${revision} to the drawing now`;
  return `From version ${Math.min(revision, other)} to version ${Math.max(revision, other)}`;
}
