import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { closeVersions, showHistory, useVersionsView } from "./versions-view.ts";

/** `?version=12` opens the history there, as a run links to what it ran; closing it takes that out of the address. Leaving the page closes what is open of the versions. */
export function useVersionOfAddress(): void {
  const { version } = useSearch({ from: "/app/segments/$segmentId" });
  const navigate = useNavigate({ from: "/segments/$segmentId" });
  useEffect(() => {
    if (version === undefined) return closeVersions;
    showHistory(version);
    const stop = useVersionsView.subscribe(({ history }) => {
      if (history === null) void navigate({ search: {}, replace: true });
    });
    return () => {
      stop();
      closeVersions();
    };
  }, [version, navigate]);
}
