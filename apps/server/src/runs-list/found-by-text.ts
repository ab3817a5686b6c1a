// A search for a text, newest runs first. What stands in the row is known at once; what stands in the journal of a run is
// proposed by the database, which cannot tell an output from a name, and looked at again event by event.
import type { RunStatus } from "@worktrail/shared/run/state";
import type { Storage } from "../db/storage.ts";
import { type Candidate, candidatesSql, type ListFilter, type Span, wantedOf } from "./newest-runs.ts";
import { cursorOf } from "./search-window.ts";
import { journalsHold } from "./step-text.ts";

type Query = Pick<Storage, "query">;
export type Found = { run_id: string; position: string; status: RunStatus };

const MOST_AT_ONCE = 1_000;
/** Of journals that are looked at together. */
const CHARACTERS_AT_ONCE = 1_000_000;

/** @param first how many are wanted at least: so many candidates are asked for at first, then ever more at once */
export async function* foundByText(
  storage: Query,
  filter: ListFilter,
  span: Span,
  first: number,
): AsyncGenerator<Found> {
  let { before } = span;
  for (let size = Math.min(first, MOST_AT_ONCE); ; size = Math.min(size * 4, MOST_AT_ONCE)) {
    const { text, params } = candidatesSql(filter, { ...span, before }, size);
    const candidates = await storage.query<Candidate>(text, params);
    for (const some of chunksOf(candidates)) yield* await confirmed(storage, filter, some);
    const last = candidates.at(-1);
    if (!last || candidates.length < size) return;
    before = cursorOf(last);
  }
}

function chunksOf(candidates: readonly Candidate[]): Candidate[][] {
  const chunks: Candidate[][] = [];
  let left = 0;
  for (const candidate of candidates) {
    const chunk = chunks.at(-1);
    const size = candidate.in_row ? 0 : candidate.journal_bytes;
    if (chunk && size <= left) chunk.push(candidate);
    else {
      chunks.push([candidate]);
      left = CHARACTERS_AT_ONCE;
    }
    left -= size;
  }
  return chunks;
}

async function confirmed(
  storage: Query,
  filter: ListFilter,
  candidates: readonly Candidate[],
): Promise<Candidate[]> {
  const open = candidates.filter(({ in_row }) => !in_row).map(({ run_id }) => run_id);
  const held = await journalsHold(storage, filter.organization_id, open, wantedOf(filter.text ?? ""));
  return candidates.filter(({ in_row, run_id }) => in_row || held.has(run_id));
}
