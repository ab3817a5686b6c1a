import type { Issue } from "@worktrail/shared/segment/issue";
import { SEGMENT_LIMITS } from "@worktrail/shared/segment/limits";
import type { Segment } from "@worktrail/shared/segment/schema";
import { useState } from "react";
import { readSegmentText } from "../clipboard/read-segment-text.ts";
import { useCreateSegment } from "./use-create-segment.ts";

export type ImportOffer =
  | { kind: "refused"; message: string; issues: readonly Issue[] }
  /** Something to know or to choose before the segment is made: another id, what was translated. */
  | { kind: "ask"; segment: Segment; changes: readonly string[] };

export type FileImport = {
  offer: ImportOffer | null;
  read: (file: File) => void;
  close: () => void;
};

/** Reads a segment's file; what raises no question is made and opened at once. */
export function useImportFile(taken: ReadonlySet<string>): FileImport {
  const [offer, setOffer] = useState<ImportOffer | null>(null);
  const { create } = useCreateSegment();
  const read = async (file: File) => {
    const next = await readFile(file);
    if (next.kind === "ask" && next.changes.length === 0 && !taken.has(next.segment.segment_id)) {
      create(next.segment);
    } else setOffer(next);
  };
  return { offer, read: (file) => void read(file), close: () => setOffer(null) };
}

async function readFile(file: File): Promise<ImportOffer> {
  // A little more than a segment may have: how much too large it is, the parser says better.
  if (file.size > SEGMENT_LIMITS.bytes * 2) {
    return { kind: "refused", message: `${file.name} is too large: a segment has at most 2 MB.`, issues: [] };
  }
  const text = await file.text().catch(() => null);
  if (text === null) {
    return { kind: "refused", message: `${file.name} could not be read. Choose it again.`, issues: [] };
  }
  const found = readSegmentText(text);
  if (found.kind === "refused") return { ...found, message: `${file.name}: ${found.message}` };
  if (found.kind === "segment") return { kind: "ask", segment: found.segment, changes: found.changes };
  const { steps, edges, notes } = found.fragment;
  return {
    kind: "ask",
    segment: {
      segment_id: "imported_steps",
      name: "Imported steps",
      version: "1.0.0",
      steps: [...steps],
      edges: [...edges],
      notes: [...notes],
    },
    changes: ["The file holds steps without a segment around them; they get a segment of their own."],
  };
}
