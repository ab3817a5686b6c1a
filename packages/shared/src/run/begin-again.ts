// A run of a part, or one whose steps were given their outputs, is run again as the same part with the same outputs.
import type { SegmentGraph } from "../segment/graph.ts";
import type { RunOrigin, RunPart, WorktrailEvent } from "./events.ts";
import { type Given, recordedOutcomes } from "./outcomes.ts";
import { reduceRun } from "./reduce.ts";
import { type Begun, startPart, stepAlone } from "./start-part.ts";

export type BegunAgain = { begun: Begun; given: Given; part?: RunPart; from?: RunOrigin };

/**
 * What such a run begins with when it is run again; null for a run of the whole segment that was given nothing.
 *
 * @param graph of the segment that is to run now
 * @param events the journal of the earlier run from its beginning; the first event tells whether the rest matters
 * @param now RFC 3339
 */
export function beginAgain(
  graph: SegmentGraph,
  events: readonly WorktrailEvent[],
  now: string,
): BegunAgain | null {
  const [first] = events;
  if (first?.event_type !== "segment.started") return null;
  const { part, given = {}, from } = first.payload;
  if (!part) return first.payload.given ? { given, begun: { ok: true, drafts: [] } } : null;
  if (part.kind === "until") {
    const begun = startPart(graph, part, given, now);
    return { part, given: begun.given, begun };
  }
  const state = reduceRun(events);
  const known = state ? recordedOutcomes(graph, events, state, now) : new Map();
  const begun = stepAlone(graph, part.step_id, known, now);
  return { part, given: {}, begun, ...(from && { from }) };
}
