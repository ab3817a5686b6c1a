import type { JsonValue } from "@worktrail/shared/json";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { ChevronRight } from "lucide-react";
import { memo, useLayoutEffect, useRef, useState } from "react";
import { stepName } from "../canvas/step-look.ts";
import { Button } from "../ui/Button.tsx";
import { cn } from "../ui/cn.ts";
import { formatDuration } from "../ui/duration.ts";
import { JsonView } from "../ui/JsonView.tsx";
import { eventSummary } from "./event-summary.ts";
import { useRun } from "./run-context.tsx";

/** Only the newest are drawn until more is asked for: a journal may hold thousands. */
const WINDOW = 300;

export function EventList({ events }: { events: readonly WorktrailEvent[] }) {
  const [windowed, setWindowed] = useState(WINDOW);
  const end = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const hidden = Math.max(0, events.length - windowed);
  const first = events[0] ? new Date(events[0].timestamp).getTime() : 0;
  useLayoutEffect(() => {
    const scroller = end.current?.parentElement?.parentElement;
    if (follows.current && scroller) scroller.scrollTop = scroller.scrollHeight;
  }, [events.length]);
  useLayoutEffect(() => {
    const scroller = end.current?.parentElement?.parentElement;
    if (!scroller) return;
    const onScroll = () => {
      follows.current = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 24;
    };
    scroller.addEventListener("scroll", onScroll, { passive: true });
    return () => scroller.removeEventListener("scroll", onScroll);
  }, []);
  return (
    <div>
      {events.length === 0 && <p className="p-4 text-muted text-sm">No event here yet.</p>}
      {hidden > 0 && (
        <div className="flex justify-center border-line border-b p-2">
          <Button size="sm" onClick={() => setWindowed(windowed + WINDOW)}>
            Show earlier events ({hidden})
          </Button>
        </div>
      )}
      <ol aria-label="Events of the run">
        {events.slice(hidden).map((event) => (
          <EventRow key={event.seq} event={event} first={first} />
        ))}
      </ol>
      <div ref={end} />
    </div>
  );
}

const tones: Record<WorktrailEvent["severity"], string> = {
  debug: "text-muted",
  info: "text-text",
  warning: "text-warning-text",
  error: "text-danger-text",
};

const EventRow = memo(function EventRow({ event, first }: { event: WorktrailEvent; first: number }) {
  const { graph, selected, reveal } = useRun();
  const [open, setOpen] = useState(false);
  const step_id = "step_id" in event ? event.step_id : undefined;
  const step = step_id === undefined ? undefined : graph.steps.get(step_id);
  const summary = eventSummary(event);
  return (
    <li
      className={cn(
        "border-line border-b text-xs",
        step_id !== undefined && step_id === selected && "bg-hover",
      )}
    >
      <div className="relative flex items-center gap-1 pr-2 hover:bg-hover">
        <button
          type="button"
          aria-expanded={open}
          aria-label={`JSON of event ${event.seq}`}
          onClick={() => setOpen(!open)}
          className="z-10 flex size-7 shrink-0 items-center justify-center text-muted hover:text-text"
        >
          <ChevronRight aria-hidden className={cn("size-3.5", open && "rotate-90")} />
        </button>
        <div className="grid min-h-7 min-w-0 flex-1 grid-cols-[2rem_4.5rem_minmax(0,1fr)] items-center gap-2 md:grid-cols-[2rem_4.5rem_11rem_8rem_minmax(0,1fr)]">
          {step ? (
            // Its area is the whole row; its name does not repeat what the row says.
            <button
              type="button"
              aria-label={`${event.seq}: show the step`}
              onClick={() => reveal(step.step.step_id)}
              className="text-left text-muted tabular-nums after:absolute after:inset-0"
            >
              {event.seq}
            </button>
          ) : (
            <span className="text-muted tabular-nums">{event.seq}</span>
          )}
          <span className="text-muted tabular-nums" title={new Date(event.timestamp).toLocaleString()}>
            +{formatDuration(Math.max(0, new Date(event.timestamp).getTime() - first))}
          </span>
          <code className="hidden truncate font-mono text-muted md:block">{event.event_type}</code>
          <span className="hidden truncate font-medium md:block">
            {step ? stepName(step.step, step.contract) : ""}
          </span>
          <span className={cn("truncate", tones[event.severity])} title={summary}>
            {step && <span className="md:hidden">{stepName(step.step, step.contract)}: </span>}
            {summary}
          </span>
        </div>
      </div>
      {open && (
        <div className="px-3 pb-2">
          {/* An event is JSON: that is how it arrived. */}
          <JsonView value={event as JsonValue} label={`Event ${event.seq}`} openDepth={3} />
        </div>
      )}
    </li>
  );
});
