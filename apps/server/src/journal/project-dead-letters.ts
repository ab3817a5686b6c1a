import { isDeadLetter } from "@worktrail/shared/run/dead-letter";
import { eq, inArray } from "../db/drizzle-orm.ts";
import { runs } from "../db/schema/index.ts";
import type { Database } from "../db/storage.ts";
import type { RunAppend } from "./append.ts";

/** Whether a run ends with this append because servers could not bring it to an end. */
export function endsAsDeadLetter({ projection }: Pick<RunAppend, "projection">): boolean {
  return projection.status === "failed" && isDeadLetter(projection.error);
}

/** Puts the runs that end so into the list of dead letters. */
export async function projectDeadLetters(tx: Database, appends: readonly RunAppend[]): Promise<void> {
  const run_ids = appends.filter(endsAsDeadLetter).map(({ run_id }) => run_id);
  if (run_ids.length === 0) return;
  await tx.update(runs).set({ dead_letter: true }).where(inArray(runs.run_id, run_ids));
}

/** A run that somebody opens again has a fresh start: what killed its processes may be mended. */
export async function leaveDeadLetters(tx: Database, run_id: string): Promise<void> {
  await tx
    .update(runs)
    .set({ dead_letter: false, takeovers: 0, taken_seq: null })
    .where(eq(runs.run_id, run_id));
}
