import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import type { RunStore } from "../store/run.ts";

/** The address follows where a moment is rested at: each change of it costs the page a frame. */
const RESTS_MS = 400;

/** The event that the address asked for when the page was opened; null for none. */
export function useOpenedMoment(): number | null {
  const router = useRouter();
  const [moment] = useState(() => router.latestLocation.search.at ?? null);
  return moment;
}

/** Keeps the address at the moment that is looked at, and the moment at an address that somebody else changed. */
export function useMomentAddress(store: RunStore): void {
  const asked = useSearch({ from: "/app/runs/$runId", select: ({ at }) => at ?? null });
  const navigate = useNavigate({ from: "/runs/$runId" });
  const written = useRef(asked);
  useEffect(() => {
    if (asked === written.current) return;
    written.current = asked;
    store.goTo(asked);
  }, [asked, store]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = () => {
      const { moment } = store.getState();
      if (moment === written.current) return;
      written.current = moment;
      void navigate({
        to: ".",
        search: (before) => ({ ...before, at: moment ?? undefined }),
        replace: true,
        resetScroll: false,
      });
    };
    const stop = store.subscribe((now, before) => {
      if (now.moment === before.moment) return;
      clearTimeout(timer);
      timer = setTimeout(write, RESTS_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [store, navigate]);
}
