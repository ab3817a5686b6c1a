// A run for what takes long to draw: of what passes by quickly it shows where it rests, or now and then one of it.
import { createStore, type StoreApi } from "zustand/vanilla";

/** Moments that follow each other within this are passed by. */
export const REST_MS = 120;
/** The longest that a moment which is looked at stays unknown here. */
export const LONGEST_MS = 1_000;

/**
 * Follows `store` at once, but for a `moment` that moves on while the one before has hardly been looked at, and for
 * events of which there is no `state` yet: more of them are on their way.
 */
export function restingView<State extends { moment: number | null; state: unknown }>(
  store: Pick<StoreApi<State>, "getState" | "subscribe">,
): StoreApi<State> {
  const view = createStore<State>(() => store.getState());
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** When the moment last moved, or what was shown had been drawn: while a page draws, nothing rests. */
  let moving_at = Number.NEGATIVE_INFINITY;
  let waits_since = 0;
  const show = () => {
    clearTimeout(timer);
    timer = undefined;
    view.setState(store.getState(), true);
    setTimeout(() => {
      moving_at = performance.now();
    });
  };
  store.subscribe((now, before) => {
    if (now.moment === before.moment) {
      if (now.state === null && before.state === null) timer ??= setTimeout(show, LONGEST_MS);
      else if (timer === undefined || before.state === null) show();
      return;
    }
    const at = performance.now();
    const quick = at - moving_at < REST_MS;
    moving_at = at;
    if (now.moment === null || (!quick && timer === undefined)) return show();
    if (timer === undefined) waits_since = at;
    clearTimeout(timer);
    timer = setTimeout(show, Math.min(REST_MS, Math.max(0, waits_since + LONGEST_MS - at)));
  });
  return view;
}
