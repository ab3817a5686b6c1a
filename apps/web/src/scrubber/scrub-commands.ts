// What a person can do with the moment that is looked at, by name and by key.
import type { Command } from "../commands/command.ts";
import type { RunStore } from "../store/run.ts";
import { moveBy } from "./move-to.ts";
import type { Player } from "./player.ts";

export type ScrubContext = { readonly store: RunStore; readonly player: Player };

const FEW = "This run has too few events for that.";
const tooFew = ({ store }: ScrubContext) => (store.getState().events.length < 2 ? FEW : null);

export const scrubCommands: readonly Command<ScrubContext>[] = [
  {
    id: "previous_event",
    title: "Previous event",
    section: "Run",
    words: "moment back scrub",
    keys: [","],
    unavailable: (context) =>
      tooFew(context) ?? (context.store.getState().moment === 1 ? "This is the first event." : null),
    run: ({ store, player }) => {
      player.pause();
      moveBy(store, -1);
    },
  },
  {
    id: "next_event",
    title: "Next event",
    section: "Run",
    words: "moment forward scrub",
    keys: ["."],
    unavailable: (context) =>
      tooFew(context) ?? (context.store.getState().moment === null ? "This is the newest event." : null),
    run: ({ store, player }) => {
      player.pause();
      moveBy(store, 1);
    },
  },
  {
    id: "first_event",
    title: "To the first event",
    section: "Run",
    words: "moment start beginning",
    unavailable: tooFew,
    run: ({ store, player }) => {
      player.pause();
      store.goTo(1);
    },
  },
  {
    id: "newest_event",
    title: "To the newest event",
    section: "Run",
    words: "moment live follow end",
    unavailable: ({ store }) =>
      store.getState().moment === null ? "The newest event is shown already." : null,
    run: ({ store, player }) => {
      player.pause();
      store.goTo(null);
    },
  },
  {
    id: "play_run",
    title: "Play the run or pause",
    section: "Run",
    words: "replay watch again moment",
    unavailable: tooFew,
    run: ({ player }) => (player.getState().playing ? player.pause() : player.play()),
  },
];

/** Keys that belong to the bar or its slider while the focus is there. */
export const SCRUB_KEYS = [
  { id: "bar_play", title: "Play or pause, on the bar of moments", section: "Run", keys: [" "] },
  {
    id: "slider_step",
    title: "By one event, on the slider",
    section: "Run",
    keys: ["arrowleft", "arrowright"],
  },
  {
    id: "slider_ends",
    title: "To the first or newest event, on the slider",
    section: "Run",
    keys: ["home", "end"],
  },
] as const;
