// An event as the page says it: when it was, which step it is about, what happened.
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import type { SegmentGraph } from "@worktrail/shared/segment/graph";
import { stepName } from "../canvas/step-look.ts";
import { eventSummary } from "../runs/event-summary.ts";
import type { EventLog } from "../store/event-log.ts";
import { formatDuration } from "../ui/duration.ts";

/** "+1.2 s": the time since the run's first event. */
export function sinceStart(events: EventLog, event: WorktrailEvent): string {
  const first = Date.parse(events.at(1)?.timestamp ?? event.timestamp);
  return `+${formatDuration(Math.max(0, Date.parse(event.timestamp) - first))}`;
}

export function eventWords(graph: SegmentGraph, event: WorktrailEvent): string {
  // Its message names the step already.
  if (event.event_type === "segment.failed") return eventSummary(event);
  const step = "step_id" in event && event.step_id ? graph.steps.get(event.step_id) : undefined;
  const summary = eventSummary(event);
  return step ? `${stepName(step.step, step.contract)}: ${summary}` : summary;
}
