// Values too large for the journal leave the text of their event; the transaction that commits it writes them beside.
import { createHash } from "node:crypto";
import type { StoredValue, WorktrailEvent } from "@worktrail/shared/run/events";
import { valuePlaces, withValuesAt } from "@worktrail/shared/run/stored-values";
import type { SequencedEvent } from "../journal/append.ts";

/** Characters of the JSON of one value; a larger one is kept beside the journal. */
const VALUE_CHARACTERS = 256_000;

/** The event as it goes to the journal. In memory it keeps its values; the text has null at their places. */
export function setAside(sequenced: SequencedEvent): SequencedEvent {
  if (sequenced.text.length <= VALUE_CHARACTERS) return sequenced;
  const large = valuePlaces(sequenced.event).flatMap(({ path, value }) => {
    const text = JSON.stringify(value);
    return text.length <= VALUE_CHARACTERS ? [] : [{ path, hash: hashOf(text), text }];
  });
  if (large.length === 0) return sequenced;
  const stored = large.map(({ path, hash, text }): StoredValue => ({ path, hash, bytes: text.length }));
  const event = { ...sequenced.event, stored };
  const slim = withValuesAt(
    event,
    large.map(({ path }) => ({ path, value: null })),
  );
  return { event, text: JSON.stringify(slim), values: large.map(({ hash, text }) => ({ hash, text })) };
}

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");

/** The event as everybody outside of the engine is told of it: as the journal keeps it. */
export const told = ({ event, text, values }: SequencedEvent): WorktrailEvent =>
  values === undefined ? event : (JSON.parse(text) as WorktrailEvent);

/** Characters that an event adds to its run, with its values: what has to be read to know it whole. */
export function sizeOf({ text, values }: SequencedEvent): number {
  if (values === undefined) return text.length;
  return values.reduce((sum, value) => sum + value.text.length, text.length);
}
