import { assertNever } from "@worktrail/shared/errors";
import { timeOfDay } from "../ui/time-of-day.ts";
import type { RunRecord } from "./run-context.tsx";

export type Stale = NonNullable<RunRecord["stale"]>;

/** "No sign of life from its worker since 20:12:03", for a line of a list. */
export function staleReason({ reason, since }: Stale): string {
  const when = since === null ? "" : ` since ${timeOfDay(since)}`;
  switch (reason) {
    case "worker_silent":
      return `No sign of life from its worker${when}`;
    case "not_taken":
      return `No worker has taken it up${when}`;
    default:
      return assertNever(reason);
  }
}

/** The same with what comes of it. */
export function staleSentence(stale: Stale): string {
  return stale.reason === "worker_silent"
    ? `${staleReason(stale)}. Another one takes the run over by itself; nothing that was recorded is lost.`
    : `${staleReason(stale)}. It goes on by itself once one has room for it, and knows what a newer version wrote to it.`;
}
