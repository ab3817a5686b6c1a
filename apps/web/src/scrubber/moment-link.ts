import type { RunStore } from "../store/run.ts";

/** The address that opens this run at the moment that is looked at now; `at` stays that event when more follow. */
export function momentLink(store: RunStore, href: string): string {
  const { moment, events } = store.getState();
  const link = new URL(href);
  link.searchParams.set("at", String(moment ?? Math.max(1, events.length)));
  link.hash = "";
  return link.href;
}
