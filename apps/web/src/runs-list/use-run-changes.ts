import { useEffect, useEffectEvent } from "react";
import { live } from "../live/live.ts";

/** Calls back with the id of each run that changed, and with null when any may have changed unseen. */
export function useRunChanges(onChange: (run_id: string | null) => void): void {
  const tell = useEffectEvent(onChange);
  useEffect(
    () =>
      live.watchOrganization((change) => {
        if (change === null) tell(null);
        else if (change.topic === "runs") tell(change.id);
      }),
    [],
  );
}
