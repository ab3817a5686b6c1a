// Puts the batches of a run's events back into order: nothing twice, nothing before its time, every gap named.

export interface Sequence<Event extends { seq: number }> {
  /** The last event given out; everything up to it is known. */
  readonly last_seq: number;
  /** Events that came too early, by seq. */
  readonly held: ReadonlyMap<number, Event>;
}

export interface SequenceResult<Event extends { seq: number }> {
  sequence: Sequence<Event>;
  /** New events, in order and without a gap. */
  events: Event[];
  /** Events after this one are missing and have to be fetched; null when there is no gap. */
  gap_after: number | null;
}

/** Early events beyond this many are let go: the fetch that closes the gap brings them again. */
const HELD_AT_MOST = 10_000;

export function startSequence<Event extends { seq: number }>(after_seq: number): Sequence<Event> {
  return { last_seq: after_seq, held: new Map() };
}

export function acceptBatch<Event extends { seq: number }>(
  sequence: Sequence<Event>,
  batch: readonly Event[],
): SequenceResult<Event> {
  const held = new Map(sequence.held);
  for (const event of batch) {
    if (event.seq > sequence.last_seq) held.set(event.seq, event);
  }
  const events: Event[] = [];
  let last_seq = sequence.last_seq;
  for (let next = held.get(last_seq + 1); next; next = held.get(last_seq + 1)) {
    events.push(next);
    held.delete(next.seq);
    last_seq = next.seq;
  }
  const gap_after = held.size > 0 ? last_seq : null;
  if (held.size > HELD_AT_MOST) held.clear();
  return { sequence: { last_seq, held }, events, gap_after };
}
