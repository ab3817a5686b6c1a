import type { QueueSpec } from "../queue/start-queue.ts";

/** Says that a schedule is due; whoever takes the job looks at the row, so one too many does nothing. */
export const SCHEDULE_QUEUE: QueueSpec = { name: "schedule-due", retryLimit: 3, retryBackoff: true };

export type ScheduleJob = { organization_id: string; schedule_id: string };
