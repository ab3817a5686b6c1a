import type { EventDraft } from "@worktrail/shared/run/events";
import { RunConfigSchema } from "@worktrail/shared/run/events";
import type { Storage } from "../db/storage.ts";
import type { RunRow } from "../journal/read-journal.ts";

/** The first event of a run that had to queue, from its row. */
export async function startedDraft(
  storage: Pick<Storage, "query">,
  row: RunRow,
  now: Date,
): Promise<EventDraft> {
  const [person] = await storage.query<{ name: string }>('select name from "user" where id = $1', [
    row.started_by,
  ]);
  return {
    event_type: "segment.started",
    timestamp: now.toISOString(),
    severity: "info",
    payload: {
      revision: row.revision,
      input: JSON.parse(row.input ?? "null"),
      config: RunConfigSchema.parse(JSON.parse(row.config ?? "{}")),
      started_by: { user_id: row.started_by, name: person?.name ?? row.started_by },
      ...lineage(row),
    },
  };
}

function lineage({ parent_run_id, parent_step_id, iteration, depth }: RunRow) {
  if (parent_run_id === null || parent_step_id === null || iteration === null) return {};
  return { parent: { run_id: parent_run_id, step_id: parent_step_id, iteration }, depth };
}
