import { useQuery } from "@tanstack/react-query";
import { changesBetween, type SegmentChange } from "@worktrail/shared/segment/changes";
import {
  type Clash,
  type MergeChoices,
  type MergeSide,
  mergeSegments,
} from "@worktrail/shared/segment/merge";
import { parseSegment } from "@worktrail/shared/segment/parse";
import type { Segment } from "@worktrail/shared/segment/schema";
import { useMemo, useState } from "react";
import { useStore } from "zustand";
import type { Autosaver } from "../store/autosaver.ts";
import { useDocument } from "../store/editor-context.tsx";
import { counted } from "../ui/counted.ts";
import { documentQuery } from "./version-queries.ts";

export type ConflictMerge = {
  readonly base: Segment;
  readonly mine: Segment;
  readonly theirs: Segment;
  readonly merged: Segment;
  readonly myChanges: readonly SegmentChange[];
  readonly theirChanges: readonly SegmentChange[];
  readonly clashes: readonly Clash[];
  readonly choices: MergeChoices;
  readonly choose: (clash_id: string, side: MergeSide) => void;
  /** Why both cannot be brought together yet, in a sentence; null when they can. */
  readonly refusal: string | null;
};

/** Both sides of a conflict and what they make together; null while the documents are on their way. */
export function useConflictMerge(autosaver: Autosaver, their_revision: number): ConflictMerge | null {
  const mine = useDocument(({ segment }) => segment);
  const revision = useStore(autosaver.state, (state) => state.revision);
  const base = useQuery(documentQuery(mine.segment_id, revision)).data;
  const theirs = useQuery(documentQuery(mine.segment_id, their_revision)).data;
  const [choices, setChoices] = useState<MergeChoices>({});
  const sides = useMemo(
    () =>
      base && theirs
        ? {
            base,
            mine,
            theirs,
            myChanges: changesBetween(base, mine),
            theirChanges: changesBetween(base, theirs),
          }
        : null,
    [base, mine, theirs],
  );
  return useMemo(() => {
    if (!sides) return null;
    const { segment: merged, clashes } = mergeSegments(sides.base, sides.mine, sides.theirs, choices);
    const open = clashes.filter(({ id }) => choices[id] === undefined).length;
    return {
      ...sides,
      merged,
      clashes,
      choices,
      choose: (clash_id, side) => setChoices((chosen) => ({ ...chosen, [clash_id]: side })),
      refusal: refusalOf(merged, open),
    };
  }, [sides, choices]);
}

function refusalOf(merged: Segment, open: number): string | null {
  if (open > 0) return `Choose a side in ${counted(open, "place")} that you both changed, to keep both.`;
  const parsed = parseSegment(merged);
  return parsed.ok ? null : `Together they cannot be one segment: ${parsed.issues[0]?.message ?? ""}`;
}
