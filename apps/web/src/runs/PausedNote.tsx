import { CirclePause } from "lucide-react";

/** What a pause means, for whoever wonders why nothing happens. */
export function PausedNote() {
  return (
    <p className="flex items-start gap-2 rounded-md border border-line bg-status-paused/10 p-2 text-sm">
      <CirclePause aria-hidden className="mt-0.5 size-4 shrink-0 text-status-paused" />
      What had begun goes on to its end. No further step starts until the run is resumed.
    </p>
  );
}
