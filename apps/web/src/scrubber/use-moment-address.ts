import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { RunStore } from "../store/run.ts";

/** Browsers refuse more than about three changes of the address a second. */
const EVERY_MS = 400;

/** The event that the address asks for; null for none. */
export function useAddressedMoment(): number | null {
  return useSearch({ from: "/app/runs/$runId", select: ({ at }) => at ?? null });
}

/** Keeps the address at the moment that is looked at, and the moment at an address that somebody else changed. */
export function useMomentAddress(store: RunStore): void {
  const asked = useAddressedMoment();
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
      timer = undefined;
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
      if (now.moment !== before.moment) timer ??= setTimeout(write, EVERY_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [store, navigate]);
}
