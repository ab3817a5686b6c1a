import { z } from "zod";
import type { JsonValue } from "../json.ts";
import { type RunConfig, RunConfigSchema } from "../run/events.ts";
import { IdSchema } from "../segment/schema.ts";
import { StartCommon } from "./runs.ts";

/** Characters, and how many schedules one organisation may keep. */
export const SCHEDULE_LIMITS = {
  name: 100,
  cron: 200,
  time_zone: 64,
  input: 32_000,
  in_organization: 1_000,
} as const;

const ScheduleIdSchema = z.string().min(1).max(64);
const CronSchema = z
  .string()
  .trim()
  .min(1, "Say when it starts, as in 0 9 * * 1-5.")
  .max(SCHEDULE_LIMITS.cron, `The times have at most ${SCHEDULE_LIMITS.cron} characters.`);
const TimeZoneSchema = z
  .string()
  .trim()
  .min(1, "Name a time zone, as in Europe/Berlin.")
  .max(SCHEDULE_LIMITS.time_zone, `A time zone has at most ${SCHEDULE_LIMITS.time_zone} characters.`);

/** `skip`: times that passed while nothing ran are left out. `once`: they start one run, late. */
export const MISSED_POLICIES = ["once", "skip"] as const;
export type MissedPolicy = (typeof MISSED_POLICIES)[number];

export const ListSchedulesInput = z.strictObject({ segment_id: IdSchema.optional() }).prefault({});

/** Without `schedule_id` a new one is made. With it everything is replaced; what is left out gets its default. */
export const SaveScheduleInput = z.strictObject({
  schedule_id: ScheduleIdSchema.optional(),
  segment_id: IdSchema,
  name: z
    .string()
    .trim()
    .min(1, "Give the schedule a name.")
    .max(SCHEDULE_LIMITS.name, `A schedule's name has at most ${SCHEDULE_LIMITS.name} characters.`)
    .refine((name) => !name.includes("\u0000"), "A name must not contain the character U+0000."),
  cron: CronSchema,
  time_zone: TimeZoneSchema,
  /** The input of each run; left out, the defaults that the segment names. */
  input: z.unknown().optional(),
  config: RunConfigSchema.optional(),
  enabled: z.boolean().default(true),
  missed: z.enum(MISSED_POLICIES).default("once"),
});

export const DeleteScheduleInput = z.strictObject({ schedule_id: ScheduleIdSchema });
/** Starts a run of it now, as whoever asks; its times stay as they are. Also of one that is switched off. */
export const RunScheduleNowInput = z.strictObject({
  schedule_id: ScheduleIdSchema,
  idempotency_key: StartCommon.idempotency_key,
});
export const ScheduleHistoryInput = z.strictObject({ schedule_id: ScheduleIdSchema });
export const PreviewScheduleInput = z.strictObject({ cron: CronSchema, time_zone: TimeZoneSchema });

/** What became of a due time. `skipped`: it had passed while nothing ran. `refused`: the start was, see the reason. */
export type ScheduleOutcome = "started" | "skipped" | "refused";

const SCHEDULE_ACTIONS = ["created", "changed", "enabled", "disabled", "deleted"] as const;
export type ScheduleAction = (typeof SCHEDULE_ACTIONS)[number];

type PersonView = { user_id: string; name: string };

export type ScheduleView = {
  schedule_id: string;
  segment_id: string;
  name: string;
  cron: string;
  time_zone: string;
  /** Null: the defaults that the segment names. */
  input: { value: JsonValue } | null;
  config: RunConfig;
  enabled: boolean;
  missed: MissedPolicy;
  /** Null while it is switched off. */
  next_at: string | null;
  /** The last due time and what became of it; null before the first. */
  last: {
    due_at: string;
    late_ms: number;
    outcome: ScheduleOutcome;
    /** Null unless started, and once the run was removed. */
    run_id: string | null;
    /** Why nothing was started; null when it was. */
    reason: string | null;
  } | null;
  created_by: PersonView;
  created_at: string;
  /** Whose runs these are: who saved it last. */
  updated_by: PersonView;
  updated_at: string;
};

/** One act on a schedule; `fields` are those that it changed. */
export type ScheduleChange = {
  action: ScheduleAction;
  fields: string[];
  done_at: string;
  /** Null: the server switched it off by itself. */
  done_by: PersonView | null;
};
