// What the model calls of a run have cost stands in its row, for lists; it costs nothing where no call had a price.

import { eq, sql } from "../db/drizzle-orm.ts";
import { runs } from "../db/schema/index.ts";
import type { Database } from "../db/storage.ts";
import type { RunAppend } from "./append.ts";

/** US dollars that these events tell of. */
export function costOf({ events }: Pick<RunAppend, "events">): number {
  let sum = 0;
  for (const { event } of events)
    if (event.event_type === "llm.call_completed") sum += event.payload.cost_usd ?? 0;
  return sum;
}

/** Adds what the appends have cost to the rows of their runs. */
export async function projectCosts(tx: Database, appends: readonly RunAppend[]): Promise<void> {
  for (const append of appends) {
    const cost = costOf(append);
    if (cost === 0) continue;
    await tx
      .update(runs)
      .set({ cost_usd: sql`coalesce(${runs.cost_usd}, 0) + ${cost}::double precision` })
      .where(eq(runs.run_id, append.run_id));
  }
}
