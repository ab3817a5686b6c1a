// What a schedule starts.
import type { Database } from "../db/storage.ts";
import { findHead } from "../segments/repo.ts";
import type { ScheduleRow } from "./repo.ts";

type Row = Pick<ScheduleRow, "organization_id" | "segment_id" | "input" | "config">;

/** The published version if there is one, else the newest, with the schedule's own input and settings. */
export async function whatRuns(db: Database, { organization_id, segment_id, input, config }: Row) {
  const head = await findHead(db, { organization_id, segment_id });
  return { segment_id, revision: head?.published_revision ?? undefined, input: input?.value, config };
}
