import type { RunStore } from "../store/run.ts";

/** Looks at the run after an event; the last one that is known is the newest moment, which is followed. */
export function moveTo(store: RunStore, seq: number): void {
  const last = Math.max(store.getState().events.length, store.opened_at);
  store.goTo(seq >= last ? null : seq);
}

/** So many events on from the moment that is looked at; less than none goes back. */
export function moveBy(store: RunStore, events: number): void {
  const { moment, events: log } = store.getState();
  moveTo(store, Math.max(1, (moment ?? log.length) + events));
}
