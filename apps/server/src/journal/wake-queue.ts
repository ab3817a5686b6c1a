import type { QueueSpec } from "../queue/start-queue.ts";

/** Wakes runs that no process holds: a timer that is due, or a start that a full process handed on. */
export const WAKE_QUEUE: QueueSpec = { name: "run-wake", retryLimit: 5, retryBackoff: true };

/** Other processes hear here that a run has ended which one of theirs has started; the payload is the id of theirs. */
export const CHILD_CHANNEL = "worktrail_child_ended";
