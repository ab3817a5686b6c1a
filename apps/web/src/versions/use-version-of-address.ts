import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { showHistory, useVersionsView } from "./versions-view.ts";

/** `?version=12` opens the history there, as a run links to what it ran; closing it takes that out of the address. */
export function useVersionOfAddress(): void {
  const { version } = useSearch({ from: "/app/segments/$segmentId" });
  const navigate = useNavigate({ from: "/segments/$segmentId" });
  useEffect(() => {
    if (version === undefined) return;
    showHistory(version);
    return useVersionsView.subscribe(({ history }) => {
      if (history === null) void navigate({ search: ({ via }) => ({ via }), replace: true });
    });
  }, [version, navigate]);
}
