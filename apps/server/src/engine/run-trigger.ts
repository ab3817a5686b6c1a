// A run that a schedule starts is known by its idempotency key: the key starts it once, and says what started it.

import { SCHEDULE_KEY_PREFIX } from "@worktrail/shared/api/runs";
import type { RunTrigger } from "@worktrail/shared/run/events";

/** The same for every try to start the run of this due time, by whichever process. */
export function scheduleKey(schedule_id: string, due_at: Date): string {
  return `${SCHEDULE_KEY_PREFIX}${schedule_id}:${due_at.toISOString()}`;
}

/** To be spread into the payload of `segment.started`; empty for a run that no schedule starts. */
export function triggerOf(idempotency_key: string | null | undefined, now: string): { trigger?: RunTrigger } {
  if (!idempotency_key?.startsWith(SCHEDULE_KEY_PREFIX)) return {};
  const named = idempotency_key.slice(SCHEDULE_KEY_PREFIX.length);
  const colon = named.indexOf(":");
  const due_at = named.slice(colon + 1);
  const late_ms = Math.max(0, Date.parse(now) - Date.parse(due_at));
  return { trigger: { schedule_id: named.slice(0, colon), due_at, late_ms } };
}
