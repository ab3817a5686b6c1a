import type { RunPriority } from "@worktrail/shared/run/priority";

export const priorityWords: Record<RunPriority, string> = {
  critical: "Critical",
  high: "High",
  normal: "Normal",
  low: "Low",
};
