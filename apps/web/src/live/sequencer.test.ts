import { describe, expect, test } from "vitest";
import { acceptBatch, type Sequence, startSequence } from "./sequencer.ts";

interface Numbered {
  seq: number;
}

function events(...seqs: number[]): Numbered[] {
  return seqs.map((seq) => ({ seq }));
}

function seqs(list: readonly Numbered[]): number[] {
  return list.map((event) => event.seq);
}

/** A small repeatable generator, so that a failing shuffle can be run again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

describe("a sequence of events", () => {
  test("passes an ordered batch on as it is", () => {
    const result = acceptBatch(startSequence<Numbered>(0), events(1, 2, 3));
    expect(seqs(result.events)).toEqual([1, 2, 3]);
    expect(result.gap_after).toBeNull();
    expect(result.sequence.last_seq).toBe(3);
  });

  test("drops what it has given out before", () => {
    const result = acceptBatch(startSequence<Numbered>(2), events(1, 2, 3));
    expect(seqs(result.events)).toEqual([3]);
    expect(acceptBatch(result.sequence, events(1, 2, 3)).events).toEqual([]);
  });

  test("orders a batch that arrives out of order", () => {
    const result = acceptBatch(startSequence<Numbered>(0), events(3, 1, 2, 2));
    expect(seqs(result.events)).toEqual([1, 2, 3]);
    expect(result.gap_after).toBeNull();
  });

  test("names the gap and holds back what lies behind it", () => {
    const result = acceptBatch(startSequence<Numbered>(0), events(1, 4, 5));
    expect(seqs(result.events)).toEqual([1]);
    expect(result.gap_after).toBe(1);
  });

  test("gives out the held events once the gap is closed", () => {
    const broken = acceptBatch(startSequence<Numbered>(0), events(1, 4, 5));
    const healed = acceptBatch(broken.sequence, events(2, 3));
    expect(seqs(healed.events)).toEqual([2, 3, 4, 5]);
    expect(healed.gap_after).toBeNull();
  });

  test("keeps naming the gap when only a part of it is closed", () => {
    const broken = acceptBatch(startSequence<Numbered>(0), events(5));
    const partly = acceptBatch(broken.sequence, events(1, 2));
    expect(seqs(partly.events)).toEqual([1, 2]);
    expect(partly.gap_after).toBe(2);
  });

  test("does not change the sequence that it was given", () => {
    const start = startSequence<Numbered>(0);
    acceptBatch(start, events(2));
    expect(seqs(acceptBatch(start, events(1)).events)).toEqual([1]);
  });

  test("lets go of too many early events, still names the gap, and takes them when they come again", () => {
    const many = events(...Array.from({ length: 10_001 }, (_, index) => index + 2));
    const flooded = acceptBatch(startSequence<Numbered>(0), many);
    expect(flooded.gap_after).toBe(0);
    expect(flooded.sequence.held.size).toBe(0);
    expect(acceptBatch(flooded.sequence, [...events(1), ...many]).sequence.last_seq).toBe(10_002);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    "gives every event once and in order, however it is dealt (seed %d)",
    (seed) => {
      const random = randomFrom(seed);
      const dealt = events(...Array.from({ length: 200 }, (_, index) => (index % 100) + 1))
        .map((event) => ({ event, place: random() }))
        .sort((first, second) => first.place - second.place)
        .map(({ event }) => event);
      let sequence: Sequence<Numbered> = startSequence(0);
      const given: Numbered[] = [];
      while (dealt.length > 0) {
        const result = acceptBatch(sequence, dealt.splice(0, 1 + Math.floor(random() * 9)));
        sequence = result.sequence;
        given.push(...result.events);
      }
      expect(seqs(given)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
    },
  );
});
