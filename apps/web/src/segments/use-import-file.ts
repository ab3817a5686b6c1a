import { useQueryClient } from "@tanstack/react-query";
import type { Issue } from "@worktrail/shared/segment/issue";
import type { Segment } from "@worktrail/shared/segment/schema";
import { useState } from "react";
import { describeError } from "../api/errors.ts";
import { trpc, trpcClient } from "../api/trpc.ts";
import { readTextFile } from "../clipboard/read-file.ts";
import { readSegmentText } from "../clipboard/read-segment-text.ts";
import { freeId } from "./segment-id.ts";
import { useCreateSegment } from "./use-create-segment.ts";

type Refused = { kind: "refused"; message: string; issues: readonly Issue[] };
/** Something to know or to choose before the segment is made: another id, what was translated. */
type Ask = { kind: "ask"; segment: Segment; changes: readonly string[] };

/** What became of each of several files. */
export type FileOutcome = { file: string; made: Segment | null; notes: readonly string[] };

export type ImportOffer = Refused | Ask | { kind: "several"; outcomes: readonly FileOutcome[] };

export type FileImport = {
  offer: ImportOffer | null;
  read: (files: readonly File[]) => void;
  close: () => void;
};

/** Reads segments' files; one that raises no question is made and opened at once, several are made as new ones. */
export function useImportFile(taken: ReadonlySet<string>): FileImport {
  const [offer, setOffer] = useState<ImportOffer | null>(null);
  const queryClient = useQueryClient();
  const { create } = useCreateSegment();
  const read = async ([file, ...more]: readonly File[]) => {
    if (!file) return;
    if (more.length > 0) {
      const outcomes = await importSeveral([file, ...more], taken);
      await queryClient.invalidateQueries(trpc.segments.list.pathFilter());
      setOffer({ kind: "several", outcomes });
      return;
    }
    const next = await readFile(file);
    if (next.kind === "ask" && next.changes.length === 0 && !taken.has(next.segment.segment_id)) {
      create(next.segment);
    } else setOffer(next);
  };
  return { offer, read: (files) => void read(files), close: () => setOffer(null) };
}

/** One after the other, so that two files with one id get two. */
async function importSeveral(files: readonly File[], taken: ReadonlySet<string>): Promise<FileOutcome[]> {
  const ids = new Set(taken);
  const outcomes: FileOutcome[] = [];
  for (const file of files) {
    const read = await readFile(file);
    outcomes.push(read.kind === "ask" ? await make(file.name, read, ids) : refusedOutcome(file.name, read));
  }
  return outcomes;
}

async function make(file: string, { segment, changes }: Ask, ids: Set<string>): Promise<FileOutcome> {
  const segment_id = freeId(segment.segment_id, ids);
  const named = segment_id === segment.segment_id ? [] : [`Its id is ${segment_id}: the other was taken.`];
  try {
    await trpcClient.segments.save.mutate({ segment: { ...segment, segment_id }, base_revision: 0 });
    ids.add(segment_id);
    return { file, made: { ...segment, segment_id }, notes: [...named, ...changes] };
  } catch (error) {
    return { file, made: null, notes: [describeError(error).message] };
  }
}

function refusedOutcome(file: string, { message, issues }: Refused): FileOutcome {
  const [first] = issues;
  return { file, made: null, notes: first ? [message, first.message] : [message] };
}

async function readFile(file: File): Promise<Refused | Ask> {
  const read = await readTextFile(file);
  if (!read.ok) return { kind: "refused", message: read.message, issues: [] };
  const found = readSegmentText(read.text);
  if (found.kind === "refused") return { ...found, message: `${file.name}: ${found.message}` };
  if (found.kind === "segment") {
    return { kind: "ask", segment: found.segment, changes: [...read.changes, ...found.changes] };
  }
  const { steps, edges, notes, groups } = found.fragment;
  return {
    kind: "ask",
    segment: {
      segment_id: "imported_steps",
      name: "Imported steps",
      version: "1.0.0",
      steps: [...steps],
      edges: [...edges],
      notes: [...notes],
      ...(groups && { groups: [...groups] }),
    },
    changes: [
      ...read.changes,
      "The file holds steps without a segment around them; they get a segment of their own.",
    ],
  };
}
