import { ChevronLeft, ChevronRight, Pause, Play } from "lucide-react";
import { type KeyboardEvent, useEffect, useState } from "react";
import { useStore } from "zustand";
import { useIsPast, useMovingRun, useRun, useRunStore } from "../runs/run-context.tsx";
import { CopyButton } from "../ui/CopyButton.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Slider } from "../ui/Slider.tsx";
import { ToggleGroup } from "../ui/ToggleGroup.tsx";
import { FollowButton } from "./FollowButton.tsx";
import { MarkTicks } from "./MarkTicks.tsx";
import { MomentWords } from "./MomentWords.tsx";
import type { Mark } from "./marks.ts";
import { momentLink } from "./moment-link.ts";
import { moveBy, moveTo } from "./move-to.ts";
import { SPEEDS } from "./play-time.ts";
import { createPlayer, type Player } from "./player.ts";
import { useMarks } from "./use-marks.ts";
import { useScrubKeys } from "./use-scrub-keys.ts";

/** The moment that is looked at: every part of the run's page shows the run as it was then. */
export function Scrubber() {
  const { store } = useRun();
  const [player] = useState(() => createPlayer(store));
  const marks = useMarks(useRunStore((state) => state.events));
  useEffect(() => player.pause, [player]);
  useScrubKeys({ store, player });
  const onKeyDown = (event: KeyboardEvent) => {
    const onButton = event.target instanceof Element && event.target.closest("button") !== null;
    if (event.key !== " " || onButton) return;
    event.preventDefault();
    if (player.getState().playing) player.pause();
    else player.play();
  };
  return (
    <section
      aria-label="Moments of the run"
      onKeyDown={onKeyDown}
      className="flex shrink-0 flex-col gap-1 border-line border-t bg-raised px-2 py-1.5"
    >
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <PlayButtons player={player} />
        <MomentSlider player={player} marks={marks.marks} />
        <Speeds player={player} />
        <CopyButton
          size="sm"
          label="Copy link to this moment"
          text={() => momentLink(store, window.location.href)}
        />
        <FollowButton onPress={player.pause} />
      </div>
      <MomentWords player={player} marked={marks.words} />
    </section>
  );
}

function PlayButtons({ player }: { player: Player }) {
  const { store } = useRun();
  const playing = useStore(player, (state) => state.playing);
  const few = useMovingRun(({ events }) => events.length < 2);
  const first = useMovingRun(({ moment }) => moment === 1);
  const newest = !useIsPast();
  const step = (events: number) => {
    player.pause();
    moveBy(store, events);
  };
  return (
    <div className="flex items-center">
      <IconButton
        label="Previous event"
        keys={[","]}
        size="sm"
        disabled={few || first}
        onClick={() => step(-1)}
      >
        <ChevronLeft />
      </IconButton>
      <IconButton
        label={playing ? "Pause playing" : "Play"}
        size="sm"
        disabled={few}
        onClick={playing ? player.pause : player.play}
      >
        {playing ? <Pause /> : <Play />}
      </IconButton>
      <IconButton label="Next event" keys={["."]} size="sm" disabled={few || newest} onClick={() => step(1)}>
        <ChevronRight />
      </IconButton>
    </div>
  );
}

function MomentSlider({ player, marks }: { player: Player; marks: Mark[] }) {
  const { store } = useRun();
  const known = useMovingRun(({ events }) => events.length);
  const moment = useMovingRun((state) => state.moment);
  const last = Math.max(known, store.opened_at, 1);
  const shown = moment ?? last;
  return (
    <Slider
      label="Moment"
      valueText={`Event ${shown} of ${last}`}
      value={shown}
      min={1}
      max={Math.max(2, last)}
      disabled={last < 2}
      className="order-first min-w-40 basis-full px-2 md:order-none md:flex-1 md:basis-0 md:px-0"
      onValueChange={(seq) => {
        player.pause();
        moveTo(store, seq);
      }}
    >
      <MarkTicks marks={marks} last_seq={last} />
    </Slider>
  );
}

const speedOptions = SPEEDS.map((speed) => ({ value: String(speed), label: `${speed}×` }));

function Speeds({ player }: { player: Player }) {
  const speed = useStore(player, (state) => state.speed);
  return (
    <ToggleGroup
      label="Speed of playing"
      className="h-7"
      value={String(speed)}
      onValueChange={(value) => player.setSpeed(SPEEDS.find((one) => String(one) === value) ?? 1)}
      options={speedOptions}
    />
  );
}
