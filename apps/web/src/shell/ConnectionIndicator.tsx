import { useCutOff } from "../live/use-cut-off.ts";
import { Spinner } from "../ui/Spinner.tsx";
import { timeOfDay } from "../ui/time-of-day.ts";

export function ConnectionIndicator() {
  const cut = useCutOff();
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-18 z-40 flex justify-center md:bottom-4"
    >
      {cut && (
        <p className="flex animate-fade items-center gap-2 rounded-lg border border-line bg-raised px-3 py-1.5 text-sm shadow-float">
          <Spinner className="text-status-waiting" />
          <span className="font-medium">Reconnecting…</span>
          <span className="text-muted">
            {cut.heard_at === null
              ? "What you see may be a little old."
              : `What you see is as of ${timeOfDay(cut.heard_at)}.`}
          </span>
        </p>
      )}
    </div>
  );
}
