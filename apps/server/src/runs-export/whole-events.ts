// Events as a file has them: with their large values in place, so that the file needs no server to be read.
import { randomUUID } from "node:crypto";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { withValuesAt } from "@worktrail/shared/run/stored-values";
import type { Storage } from "../db/storage.ts";
import { findValues, readValueText } from "../values/repo.ts";

type Query = Pick<Storage, "query">;
type RunKey = { organization_id: string; run_id: string };

/**
 * The JSON of one event, piece by piece: of its large values only one at a time is in memory. A value that is gone
 * stays null and named in `stored`, as the journal has it.
 */
export async function* wholeEvent(
  storage: Query,
  run: RunKey,
  { stored, ...event }: WorktrailEvent,
): AsyncGenerator<string> {
  if (stored === undefined) {
    yield JSON.stringify(event);
    return;
  }
  const there = await findValues(
    storage,
    run,
    stored.map(({ hash }) => hash),
  );
  const kept = stored.filter(({ hash }) => there.has(hash));
  const gone = stored.filter(({ hash }) => !there.has(hash));
  const mark = randomUUID();
  const marked = withValuesAt(
    { ...event, ...(gone.length > 0 && { stored: gone }) },
    kept.map(({ path }, index) => ({ path, value: `${mark} ${index}` })),
  );
  // Between the marks stands what the journal has; every second piece is the number of a value.
  const pieces = JSON.stringify(marked).split(new RegExp(`"${mark} (\\d+)"`));
  for (const [index, piece] of pieces.entries())
    yield index % 2 === 0 ? piece : await readValueText(storage, run, kept[Number(piece)]?.hash ?? "");
}
