import { useStore } from "zustand";
import { useMovingRun, useRun } from "../runs/run-context.tsx";
import { formatDuration } from "../ui/duration.ts";
import { eventWords, sinceStart } from "./event-words.ts";
import { LONGEST_WAIT_MS } from "./play-time.ts";
import type { Player } from "./player.ts";

const { format: number } = new Intl.NumberFormat("en");

/** Which event is looked at, when it was and what happened; how much of the journal is there. */
export function MomentWords({ player, marked }: { player: Player; marked: string }) {
  const { store, graph } = useRun();
  const events = useMovingRun((state) => state.events);
  const past = useMovingRun((state) => state.past);
  const shortened_ms = useStore(player, (state) => state.shortened_ms);
  const seq = past ?? events.length;
  const event = events.at(seq);
  const missing = events.length < store.opened_at;
  return (
    <div className="flex min-h-4 flex-wrap items-center gap-x-3 px-1 text-muted text-xs">
      <p className="min-w-0 flex-1 truncate" data-moment-words>
        {past !== null && <span className="font-medium text-accent-text">A past moment · </span>}
        {event && (
          <>
            <span className="text-text tabular-nums">
              Event {number(seq)} of {number(Math.max(events.length, store.opened_at))}
            </span>
            {" · "}
            <time dateTime={event.timestamp} title={new Date(event.timestamp).toLocaleString()}>
              {sinceStart(events, event)}
            </time>
            {" · "}
            {eventWords(graph, event)}
          </>
        )}
      </p>
      {shortened_ms !== null && (
        <span>
          A gap of {formatDuration(shortened_ms)}, shown as {formatDuration(LONGEST_WAIT_MS)}
        </span>
      )}
      {missing && (
        <span role="status">
          Reading the journal: {number(events.length)} of {number(store.opened_at)} events
        </span>
      )}
      {marked && <span className="whitespace-nowrap">{marked}</span>}
    </div>
  );
}
