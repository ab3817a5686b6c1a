import { useEffect, useState } from "react";
import { useConnection } from "../live/connection.ts";
import { Spinner } from "../ui/Spinner.tsx";

/** A short break heals unseen; one that a person could notice is named. */
const QUIET_MS = 1_200;

export function ConnectionIndicator() {
  const broken = useConnection((state) => state.status === "reconnecting");
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!broken) {
      setShown(false);
      return;
    }
    const timer = setTimeout(() => setShown(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, [broken]);
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-18 z-40 flex justify-center md:bottom-4"
    >
      {shown && (
        <p className="flex animate-fade items-center gap-2 rounded-lg border border-line bg-raised px-3 py-1.5 text-sm shadow-float">
          <Spinner className="text-status-waiting" />
          <span className="font-medium">Reconnecting…</span>
          <span className="text-muted">What you see may be a little old.</span>
        </p>
      )}
    </div>
  );
}
