import { useEffect } from "react";
import type { Autosaver } from "../store/autosaver.ts";

/** The browser asks before the page closes while the server does not have everything. */
export function useLeaveGuard(autosaver: Autosaver): void {
  useEffect(() => {
    const guard = (event: BeforeUnloadEvent) => {
      if (!autosaver.unsaved) return;
      void autosaver.flush();
      event.preventDefault();
    };
    window.addEventListener("beforeunload", guard);
    return () => window.removeEventListener("beforeunload", guard);
  }, [autosaver]);
}
