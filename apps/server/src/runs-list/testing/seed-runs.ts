import { SCHEDULE_KEY_PREFIX } from "@worktrail/shared/api/runs";
import type { Storage } from "../../db/storage.ts";

export const SEEDED = {
  organization_id: "org_seeded",
  /** The newest run was made then, each older one 20 seconds before the next. */
  newest: "2026-06-01T12:00:00.000Z",
  seconds_apart: 20,
  /** Stands in the output of the 3,000th newest run, and in no other. */
  rare_word: "xylophone",
  /** Stands in what a step of the 2,000th newest run gave, and nowhere else. */
  word_of_a_step: "zephyr",
  /** Stands in the journal of every run, and in no output and no error. */
  name_everywhere: "Ada Lovelace",
} as const;

/**
 * Runs as an organisation has them after some weeks: most have completed, some failed, a few go on; twenty segments,
 * five people, schedules, and runs that others started. Written at once, by the database.
 */
export async function seedRuns(storage: Pick<Storage, "query">, count: number): Promise<void> {
  await storage.query(
    `insert into runs (run_id, organization_id, project_id, segment_id, revision, status, input, outputs, error, config,
       last_seq, journal_bytes, idempotency_key, parent_run_id, parent_step_id, iteration, started_by, created_at,
       started_at, ended_at, dead_letter)
     select 'run_' || lpad(n::text, 9, '0'), $1, 'project', 'segment_' || (n % 20), 1 + (n / 5000), status,
       '{"order":' || n || ',"customer":"Customer number ' || (n % 977) || '","note":"' || repeat('lorem ipsum ', 8) || '"}',
       case when status = 'completed' then '{"end":{"total":' || (n % 1009) || ',"word":"'
         || case when n = 3000 then $2 else 'plain' end || '"}}' end,
       case when status = 'failed' then '{"error_type":"HttpError","error_message":"The shop answered 503.",'
         || '"error_code":"HTTP_STATUS","recoverable":true}' end,
       '{}', 8, 2400,
       case when n % 10 = 3 then $3 || 'nightly:' || n end,
       case when n % 25 = 7 then 'run_parent_' || (n / 1000) end,
       case when n % 25 = 7 then 'each' end,
       case when n % 25 = 7 then n end,
       'user_' || (n % 5), made, made, case when status in ('running', 'waiting') then null else made + interval '3 seconds' end,
       n % 10000 = 11
     from (
       select n, $4::timestamptz - n * $5::int * interval '1 second' as made,
         case when n % 10000 = 11 or n % 23 = 0 then 'failed' when n % 101 = 0 then 'cancelled'
           when n % 499 = 0 then 'timed_out' when n < 200 and n % 9 = 0 then 'running'
           when n % 997 = 0 then 'waiting' else 'completed' end as status
       from generate_series(0, $6::int - 1) as n) as made_up`,
    [
      SEEDED.organization_id,
      SEEDED.rare_word,
      SCHEDULE_KEY_PREFIX,
      SEEDED.newest,
      SEEDED.seconds_apart,
      count,
    ],
  );
  await storage.query("analyze runs");
}

/** Journals for the newest of them, each of about the 2,400 characters that its row says. */
export async function seedJournals(storage: Pick<Storage, "query">, count: number): Promise<void> {
  await storage.query(
    `insert into run_events (organization_id, run_id, seq, last_seq, events)
     select $1, run_id, 1, 5, '[' || concat_ws(',',
       '{"event_type":"segment.started",' || envelope || ',"seq":1,"payload":{"revision":1,"input":{"order":' || n
         || ',"note":"' || repeat('lorem ipsum ', 20) || '"},"config":{},"started_by":{"user_id":"user_1","name":"' || $2 || '"}}}',
       '{"event_type":"step.started",' || envelope || ',"seq":2,"step_id":"fetch","step_type":"http_action","attempt":1,"payload":{"idempotency_key":"key"}}',
       '{"event_type":"step.completed",' || envelope || ',"seq":3,"step_id":"fetch","step_type":"http_action","attempt":1,"payload":{"outputs":{"output":{"order":'
         || n || ',"body":"' || repeat('dolor sit amet ', 40) || case when n = 2000 then $3 else '' end || '"}}}}',
       '{"event_type":"step.started",' || envelope || ',"seq":4,"step_id":"end","step_type":"transform","attempt":1,"payload":{"idempotency_key":"key"}}',
       '{"event_type":"step.completed",' || envelope || ',"seq":5,"step_id":"end","step_type":"transform","attempt":1,"payload":{"outputs":{"output":{"total":'
         || (n % 1009) || '}}}}') || ']'
     from (select n, 'run_' || lpad(n::text, 9, '0') as run_id,
         '"event_id":"' || md5(n::text) || '","timestamp":"2026-06-01T12:00:00.000Z","tenant_id":"' || $1
           || '","run_id":"run_' || lpad(n::text, 9, '0') || '","segment_id":"segment_3","severity":"info"' as envelope
       from generate_series(0, $4::int - 1) as n) as made_up`,
    [SEEDED.organization_id, SEEDED.name_everywhere, SEEDED.word_of_a_step, count],
  );
  await storage.query("analyze run_events");
}
