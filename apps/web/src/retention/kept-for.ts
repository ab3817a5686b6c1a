import type { RetentionView } from "@worktrail/shared/api/retention";

const inDays = (days: number) => (days === 1 ? "1 day" : `${days} days`);

/** What the rules together mean, in one sentence or two: the shorter one counts. */
export function keptFor({ days, server_days }: Pick<RetentionView, "days" | "server_days">): string {
  if (days === null && server_days === null) return "Runs are kept for ever.";
  if (server_days !== null && (days === null || days > server_days))
    return `Runs are removed ${inDays(server_days)} after they have ended: this server keeps none for longer.`;
  return `Runs are removed ${inDays(days ?? 0)} after they have ended.`;
}
