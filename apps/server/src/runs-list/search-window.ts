// What no index knows is looked for in the newest runs first, so many at a time; whoever wants to goes on from there.
import type { Storage } from "../db/storage.ts";
import type { RunCursor } from "../runs/run-cursor.ts";
import { isWindowed, type ListFilter, windowSql } from "./newest-runs.ts";

type Position = { run_id: string; position: string };

export const cursorOf = ({ run_id, position }: Position): RunCursor => ({ run_id, created_at: position });

/**
 * The run down to which one request looks; null when it may look at all of them.
 * @param before where the window begins
 */
export async function endOfWindow(
  storage: Pick<Storage, "query">,
  filter: ListFilter,
  before: RunCursor | null,
): Promise<RunCursor | null> {
  if (!isWindowed(filter)) return null;
  const { text, params } = windowSql(filter, before);
  const [last] = await storage.query<Position>(text, params);
  return last ? cursorOf(last) : null;
}
