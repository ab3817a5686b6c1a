// Schedules in a test database, due when the test says, owned by somebody who may start runs.
import { randomUUID } from "node:crypto";
import { schedules } from "../../db/schema/index.ts";
import type { Storage } from "../../db/storage.ts";
import { ORGANIZATION, PERSON } from "../../engine/testing/test-engine.ts";
import { insertSchedule, isSchedule, type ScheduleFields, type ScheduleRow } from "../repo.ts";

export async function makeOwner(storage: Storage, user_id = PERSON.user_id): Promise<void> {
  const name = user_id === PERSON.user_id ? PERSON.name : user_id;
  await storage.query(
    `insert into "user" (id, name, email, email_verified) values ($1, $2, $1 || '@example.com', true)
     on conflict do nothing`,
    [user_id, name],
  );
  await storage.query(
    `insert into member (id, organization_id, user_id, role) values ($1, $2, $3, 'member') on conflict do nothing`,
    [`member_${user_id}`, ORGANIZATION, user_id],
  );
}

/** Of the segment `test`, every minute of UTC unless told otherwise. */
export async function makeSchedule(storage: Storage, fields: ScheduleFields = {}): Promise<string> {
  const schedule_id = randomUUID();
  const at = new Date("2030-01-01T00:00:00Z");
  await insertSchedule(storage.db, {
    organization_id: ORGANIZATION,
    schedule_id,
    segment_id: "test",
    name: "Every minute",
    cron: "* * * * *",
    time_zone: "UTC",
    input: null,
    config: {},
    enabled: true,
    missed: "once",
    next_at: at,
    created_at: at,
    created_by: PERSON.user_id,
    updated_at: at,
    updated_by: PERSON.user_id,
    ...fields,
  });
  return schedule_id;
}

export async function readSchedule(storage: Storage, schedule_id: string): Promise<ScheduleRow> {
  const key = { organization_id: ORGANIZATION, schedule_id };
  const [row] = await storage.db.select().from(schedules).where(isSchedule(key));
  if (!row) throw new Error("The schedule is gone.");
  return row;
}

/** The runs that a schedule has started, the earliest due first. */
export async function runsOf(
  storage: Storage,
  schedule_id: string,
): Promise<{ run_id: string; due: string }[]> {
  return storage.query(
    `select run_id, right(idempotency_key, 24) as due from runs
     where organization_id = $1 and idempotency_key like '%' || $2 || '%' order by idempotency_key`,
    [ORGANIZATION, schedule_id],
  );
}
