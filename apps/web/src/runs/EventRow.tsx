import type { JsonValue } from "@worktrail/shared/json";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { ChevronRight } from "lucide-react";
import { memo, type Ref } from "react";
import { stepName } from "../canvas/step-look.ts";
import { cn } from "../ui/cn.ts";
import { formatDuration } from "../ui/duration.ts";
import { JsonView } from "../ui/JsonView.tsx";
import { stepOf } from "./event-index.ts";
import { eventSummary } from "./event-summary.ts";
import { useRun } from "./run-context.tsx";

const tones: Record<WorktrailEvent["severity"], string> = {
  debug: "text-muted",
  info: "text-text",
  warning: "text-warning-text",
  error: "text-danger-text",
};

export interface EventRowProps {
  ref: Ref<HTMLLIElement>;
  /** In the list, from 0, of so many. */
  place: number;
  length: number;
  /** Pixels from the top of the list. */
  start: number;
  event: WorktrailEvent;
  first_at: string;
  /** Beside the moment that is looked at. */
  when: "before" | "now" | "later";
  selected: string | null;
  open: boolean;
  onToggle: (seq: number) => void;
  onLook: (seq: number, step_id: string | null) => void;
}

/** One event; pressed, it becomes the moment that is looked at. */
export const EventRow = memo(function EventRow(props: EventRowProps) {
  const { ref, place, length, start, event, when, selected, open, onToggle } = props;
  const step_id = stepOf(event);
  return (
    <li
      ref={ref}
      data-index={place}
      data-event-seq={event.seq}
      data-when={when}
      aria-posinset={place + 1}
      aria-setsize={length}
      aria-current={when === "now" ? "step" : undefined}
      style={{ top: start }}
      className={cn(
        "absolute inset-x-0 border-line border-b text-xs",
        when === "now" && "bg-accent/10 shadow-[inset_2px_0_0_var(--accent)]",
        when === "later" && "bg-sunken italic",
        when !== "now" && step_id !== null && step_id === selected && "bg-hover",
      )}
    >
      <div className="relative flex items-center gap-1 pr-2 hover:bg-hover">
        <button
          type="button"
          aria-expanded={open}
          aria-label={`JSON of event ${event.seq}`}
          onClick={() => onToggle(event.seq)}
          className="z-10 flex size-7 shrink-0 items-center justify-center text-muted hover:text-text"
        >
          <ChevronRight aria-hidden className={cn("size-3.5", open && "rotate-90")} />
        </button>
        <EventLine {...props} />
      </div>
      {open && (
        <div className="px-3 pb-2 not-italic">
          {/* An event is JSON: that is how it arrived. */}
          <JsonView value={event as JsonValue} label={`Event ${event.seq}`} openDepth={3} />
        </div>
      )}
    </li>
  );
});

function EventLine({ event, first_at, when, onLook }: EventRowProps) {
  const { graph } = useRun();
  const step_id = stepOf(event);
  const step = step_id === null ? undefined : graph.steps.get(step_id);
  const summary = eventSummary(event);
  const since = Math.max(0, Date.parse(event.timestamp) - Date.parse(first_at));
  return (
    <div className="grid min-h-7 min-w-0 flex-1 grid-cols-[3rem_4.5rem_minmax(0,1fr)] items-center gap-2 md:grid-cols-[3rem_4.5rem_11rem_8rem_minmax(0,1fr)]">
      {/* Its area is the whole row; its name does not repeat what the row says. */}
      <button
        type="button"
        aria-label={`${event.seq}: look at this moment`}
        onClick={() => onLook(event.seq, step ? step_id : null)}
        className="text-left text-muted tabular-nums after:absolute after:inset-0"
      >
        {event.seq}
      </button>
      <span className="text-muted tabular-nums" title={new Date(event.timestamp).toLocaleString()}>
        +{formatDuration(since)}
      </span>
      <code className="hidden truncate font-mono text-muted md:block">{event.event_type}</code>
      <span className={cn("hidden truncate font-medium md:block", when === "later" && "text-muted")}>
        {step ? stepName(step.step, step.contract) : ""}
      </span>
      <span
        className={cn("truncate", when === "later" ? "text-muted" : tones[event.severity])}
        title={summary}
      >
        {step && event.event_type !== "segment.failed" && (
          <span className="md:hidden">{stepName(step.step, step.contract)}: </span>
        )}
        {summary}
      </span>
    </div>
  );
}
