// Which runs are taken first where there are more than the processes have room for.

/** The most urgent first. */
export const RUN_PRIORITIES = ["critical", "high", "normal", "low"] as const;
export type RunPriority = (typeof RUN_PRIORITIES)[number];

export const DEFAULT_PRIORITY: RunPriority = "normal";

/** As it stands in the database: 0 is the most urgent. */
export function priorityRank(priority: RunPriority = DEFAULT_PRIORITY): number {
  return RUN_PRIORITIES.indexOf(priority);
}

/** What `priorityRank` made of it. */
export function priorityOf(rank: number): RunPriority {
  return RUN_PRIORITIES[rank] ?? DEFAULT_PRIORITY;
}
