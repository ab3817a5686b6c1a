import { hasEnded } from "@worktrail/shared/run/state";
import { TriangleAlert } from "lucide-react";
import { formatBytes } from "../ui/format-bytes.ts";
import { useRun, useRunHeadStatus } from "./run-context.tsx";

/** Says that a run is on its way to the size at which it stops, while something can be done about it. */
export function LargeRunBanner() {
  const { size } = useRun().run;
  const status = useRunHeadStatus();
  if (!size.large || hasEnded(status)) return null;
  const count = (events: number) => events.toLocaleString("en");
  return (
    <p
      role="status"
      className="flex items-center gap-2 border-line border-b bg-warning-text/10 px-4 py-2 text-sm text-warning-text"
    >
      <TriangleAlert aria-hidden className="size-4 shrink-0" />
      This run has become large: {count(size.events)} events, {formatBytes(size.bytes)}. It stops at{" "}
      {count(size.max_events)} events or {formatBytes(size.max_bytes)}.
    </p>
  );
}
