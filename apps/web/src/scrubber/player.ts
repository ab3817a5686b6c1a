// Plays a run: moves the moment on by itself, frame by frame.
import { createStore, type StoreApi } from "zustand/vanilla";
import type { RunStore } from "../store/run.ts";
import { moveTo } from "./move-to.ts";
import { advance, type PlayPoint, type Speed, waitAfter } from "./play-time.ts";

export type PlayerState = {
  readonly playing: boolean;
  readonly speed: Speed;
  /** How long the gap was in truth that playing shortens just now. */
  readonly shortened_ms: number | null;
};

export type Player = StoreApi<PlayerState> & {
  play: () => void;
  pause: () => void;
  setSpeed: (speed: Speed) => void;
};

/** A page that was in the background goes on from where it was rather than leaping. */
const LONGEST_FRAME_MS = 100;

export function createPlayer(run: RunStore): Player {
  const store = createStore<PlayerState>(() => ({ playing: false, speed: 1, shortened_ms: null }));
  let at: PlayPoint = { seq: 1, into_ms: 0 };
  let last = 0;
  let frame = 0;
  const stop = () => {
    cancelAnimationFrame(frame);
    store.setState({ playing: false, shortened_ms: null });
  };
  const tick = (now: number) => {
    const { moment, events } = run.getState();
    const { speed } = store.getState();
    if (moment === null) return stop();
    // Somebody else moved: go on from there.
    if (moment !== at.seq) at = { seq: moment, into_ms: 0 };
    at = advance(events, at, Math.min(now - last, LONGEST_FRAME_MS), speed);
    last = now;
    const ended = at.seq >= Math.max(events.length, run.opened_at);
    if (at.seq !== moment) moveTo(run, at.seq);
    if (ended) return stop();
    const { shortened_ms } = waitAfter(events, at.seq, speed);
    if (shortened_ms !== store.getState().shortened_ms) store.setState({ shortened_ms });
    frame = requestAnimationFrame(tick);
  };
  return Object.assign(store, {
    play: () => {
      if (store.getState().playing) return;
      const { moment, events } = run.getState();
      if (events.length < 2) return;
      if (moment === null || moment >= events.length) run.goTo(1);
      at = { seq: run.getState().moment ?? 1, into_ms: 0 };
      last = performance.now();
      store.setState({ playing: true });
      frame = requestAnimationFrame(tick);
    },
    pause: stop,
    setSpeed: (speed: Speed) => store.setState({ speed }),
  });
}
