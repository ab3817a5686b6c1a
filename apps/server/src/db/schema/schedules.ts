import type { MissedPolicy, ScheduleAction, ScheduleOutcome } from "@worktrail/shared/api/schedules";
import type { JsonValue } from "@worktrail/shared/json";
import type { RunConfig } from "@worktrail/shared/run/events";
import {
  bigint,
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  sql,
  text,
  timestamp,
} from "../drizzle-orm.ts";
import { organization } from "./identity.ts";
import { jsonText } from "./json-text.ts";

const moment = () => timestamp({ withTimezone: true, mode: "date" });

/** When a segment starts by itself. No foreign key to the segment: the schedule of a deleted one says so. */
export const schedules = pgTable(
  "schedules",
  {
    organization_id: text()
      .notNull()
      .references(() => organization.id, { onDelete: "cascade" }),
    schedule_id: text().notNull(),
    segment_id: text().notNull(),
    name: text().notNull(),
    cron: text().notNull(),
    time_zone: text().notNull(),
    /** Null: the defaults that the segment names. A JSON null is kept inside the object. */
    input: jsonText<{ value: JsonValue }>(),
    config: jsonText<RunConfig>().notNull(),
    enabled: boolean().notNull(),
    missed: text().$type<MissedPolicy>().notNull(),
    /** Null while it is switched off. */
    next_at: moment(),
    /** A due time that was claimed and whose run is being started; null but for that moment. */
    firing_due_at: moment(),
    /** Whoever claimed it has until then; after that it is taken over. */
    firing_until: moment(),
    last_due_at: moment(),
    last_late_ms: bigint({ mode: "number" }),
    last_outcome: text().$type<ScheduleOutcome>(),
    last_reason: text(),
    last_run_id: text(),
    created_at: moment().notNull(),
    created_by: text().notNull(),
    updated_at: moment().notNull(),
    /** The owner: the runs are theirs. */
    updated_by: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organization_id, table.schedule_id] }),
    index("schedules_by_segment").on(table.organization_id, table.segment_id),
    index("schedules_due").on(table.next_at).where(sql`${table.enabled}`),
    index("schedules_firing").on(table.firing_until).where(sql`${table.firing_due_at} is not null`),
  ],
);

/** Every act on a schedule, in order, also after it is gone. Rows are never changed. */
export const schedule_changes = pgTable(
  "schedule_changes",
  {
    organization_id: text()
      .notNull()
      .references(() => organization.id, { onDelete: "cascade" }),
    schedule_id: text().notNull(),
    number: integer().notNull(),
    action: text().$type<ScheduleAction>().notNull(),
    /** The fields that it changed. */
    fields: jsonText<string[]>().notNull(),
    done_at: moment().notNull(),
    /** Null: the server did it. */
    done_by: text(),
  },
  (table) => [primaryKey({ columns: [table.organization_id, table.schedule_id, table.number] })],
);
