import type { EventDraft } from "@worktrail/shared/run/events";
import { RunConfigSchema } from "@worktrail/shared/run/events";
import type { Storage } from "../db/storage.ts";
import type { RunRow } from "../journal/read-journal.ts";
import { triggerOf } from "./run-trigger.ts";

type Start = {
  name: string | null;
  idempotency_key: string | null;
  by_hand: true | null;
  repeats_run_id: string | null;
};

/** The first event of a run that had to queue, from its row. */
export async function startedDraft(
  storage: Pick<Storage, "query">,
  row: RunRow,
  now: Date,
): Promise<EventDraft> {
  const [start] = await storage.query<Start>(
    `select u.name, r.idempotency_key, r.by_hand, r.repeats_run_id from runs r left join "user" u on u.id = r.started_by
     where r.run_id = $1`,
    [row.run_id],
  );
  const timestamp = now.toISOString();
  return {
    event_type: "segment.started",
    timestamp,
    severity: "info",
    payload: {
      revision: row.revision,
      input: JSON.parse(row.input ?? "null"),
      config: RunConfigSchema.parse(JSON.parse(row.config ?? "{}")),
      started_by: { user_id: row.started_by, name: start?.name ?? row.started_by },
      ...lineage(row),
      ...triggerOf(start?.idempotency_key, timestamp),
      ...(start?.by_hand && { by_hand: start.by_hand }),
      ...(start?.repeats_run_id && { repeats: start.repeats_run_id }),
    },
  };
}

function lineage({ parent_run_id, parent_step_id, iteration, depth }: RunRow) {
  if (parent_run_id === null || parent_step_id === null || iteration === null) return {};
  return { parent: { run_id: parent_run_id, step_id: parent_step_id, iteration }, depth };
}
