// Every event as one sentence for the list of events.
import { assertNever } from "@worktrail/shared/errors";
import { isJsonObject, type JsonObject } from "@worktrail/shared/json";
import type {
  ChildrenPlan,
  EventOf,
  GivenAs,
  SkipReason,
  WorktrailEvent,
} from "@worktrail/shared/run/events";
import { isKnownEvent } from "@worktrail/shared/run/fold-events";
import { formatDuration } from "../ui/duration.ts";

export function eventSummary(event: WorktrailEvent): string {
  if (!isKnownEvent(event)) return "Unknown: written by a newer version.";
  switch (event.event_type) {
    case "segment.started":
      return `Started by ${whoStarted(event.payload)}${revisionOf(event.payload.revision)}${continues(event.payload)}.`;
    case "segment.completed":
      return `Completed${after(event)}.`;
    case "segment.failed":
      return `The run failed: ${event.error.error_message}`;
    case "segment.cancelled":
      return `Cancelled by ${event.payload.requested_by.name}${because(event.payload.reason)}.`;
    case "segment.paused":
      return `Paused by ${event.payload.requested_by.name}${because(event.payload.reason)}.`;
    case "segment.resumed":
      return `Resumed by ${event.payload.requested_by.name}${because(event.payload.reason)}.`;
    case "segment.timed_out":
      return `Ended at the limit of ${formatDuration(event.payload.timeout_seconds * 1000)}.`;
    case "timer.armed":
      return `Set a timer for ${timerWord(event.payload.kind)}.`;
    case "timer.fired":
      return `Time is up: ${timerWord(event.payload.kind)}${late(event.payload.late_ms)}.`;
    default:
      return stepSummary(event);
  }
}

type StepEvent = Extract<WorktrailEvent, { step_type: string }>;

function stepSummary(event: StepEvent): string {
  switch (event.event_type) {
    case "step.scheduled":
      return "Ready; waits for room.";
    case "step.started":
      return event.attempt > 1 ? `Started attempt ${event.attempt}.` : "Started.";
    case "step.completed":
      if (event.payload.given_as) return `${GIVEN[event.payload.given_as]}${ports(event.payload.outputs)}.`;
      if (event.payload.recorded_in) return `Taken over from an earlier run${ports(event.payload.outputs)}.`;
      return `Completed${after(event)}${ports(event.payload.outputs)}.`;
    case "step.failed":
      return `Failed: ${event.error.error_message}${handled(event.payload.handled)}`;
    case "step.skipped":
      return SKIPPED[event.payload.reason];
    case "step.retrying":
      return `Attempt ${event.attempt} failed: ${event.error.error_message} Attempt ${event.payload.next_attempt} follows.`;
    case "step.lost":
      return "The process that ran this attempt is gone.";
    case "action.started":
      if (event.payload.plan) return planned(event.payload.plan);
      if (event.payload.child) return `Started ${childName(event.payload)}.`;
      return `Called ${actionName(event.payload)}.`;
    case "action.completed":
      if (event.payload.child) return `Completed ${childName(event.payload)}.`;
      return `${actionName(event.payload)} answered${after(event)}.`;
    case "action.failed":
      if (event.payload.child) return `Failed in ${childName(event.payload)}: ${event.error.error_message}`;
      return `${actionName(event.payload)} failed: ${event.error.error_message}`;
    case "llm.call_completed": {
      const { model, simulated, input_tokens, output_tokens, cost_usd } = event.payload;
      const cost = !cost_usd ? "" : `, $${cost_usd.toFixed(cost_usd < 0.01 ? 5 : 2)}`;
      return `${model}${simulated ? " (simulation)" : ""} answered: ${input_tokens} tokens in, ${output_tokens} out${cost}.`;
    }
    default:
      return taskSummary(event);
  }
}

function taskSummary(event: Extract<WorktrailEvent, { event_type: `human.${string}` }>): string {
  switch (event.event_type) {
    case "human.task_created":
      if (event.payload.about === "lost_attempt")
        return `Not repeatable, so a person is asked: ${event.payload.task.title}`;
      return `Asks a person: ${event.payload.task.title}`;
    case "human.task_assigned":
      return event.payload.assignee_ref === null
        ? "The task is for anyone."
        : `The task is for ${event.payload.assignee_ref}.`;
    case "human.task_claimed":
      return `${event.payload.claimed_by.name} claimed the task.`;
    case "human.task_released":
      return `${event.payload.released_by.name} released the task.`;
    case "human.task_completed": {
      const { action, decided_by } = event.payload.decision;
      return `${decided_by.name} answered: ${action}.`;
    }
    case "human.task_escalated":
      return `Nobody answered; ${event.payload.assignee_ref} is asked now.`;
    case "human.task_expired":
      return "Nobody answered in time.";
    default:
      return assertNever(event);
  }
}

function after({ duration_ms }: WorktrailEvent): string {
  return duration_ms === undefined ? "" : ` in ${formatDuration(duration_ms)}`;
}
function whoStarted({ started_by, trigger }: EventOf<"segment.started">["payload"]): string {
  if (!trigger) return started_by.name;
  const late = trigger.late_ms >= 1_000 ? `, ${formatDuration(trigger.late_ms)} late` : "";
  return `a schedule of ${started_by.name}${late}`;
}

function revisionOf(revision: number | null): string {
  return revision === null ? ", a segment that was never saved" : `, revision ${revision}`;
}
function continues({ from, part, repeats }: EventOf<"segment.started">["payload"]): string {
  const again = repeats === undefined ? "" : `, again what ${repeats} was`;
  return `${goesOn({ from, part })}${again}`;
}
function goesOn({ from, part }: Pick<EventOf<"segment.started">["payload"], "from" | "part">): string {
  const recorded = from ? " with what an earlier run recorded" : "";
  if (part?.kind === "step") return `, for ${part.step_id} alone${recorded}`;
  if (part?.kind === "until") return `, until ${part.step_id}`;
  return from ? `, from ${from.step_id} on${recorded}` : "";
}
function because(reason: string | undefined): string {
  return reason ? ` (${reason})` : "";
}
function late(ms: number): string {
  return ms >= 1_000 ? `, ${formatDuration(ms)} late` : "";
}
function timerWord(kind: "task_due" | "run_timeout"): string {
  return kind === "task_due" ? "the task" : "the whole run";
}
function ports(outputs: JsonObject): string {
  const names = Object.keys(outputs);
  return names.length === 0 ? ", without a value" : `: ${names.join(", ")}`;
}
function handled(how: "fail" | "continue" | "route"): string {
  if (how === "continue") return " The run goes on without a value.";
  return how === "route" ? " The error goes on through its port." : "";
}
const SKIPPED: Readonly<Record<SkipReason, string>> = {
  dead_path: "Skipped: no value came this way.",
  join_satisfied: "Skipped: the join had what it needs.",
  disabled: "Disabled: what arrived went on as it was.",
  not_asked: "Not asked for: the run is of a part of the segment.",
};
const GIVEN: Readonly<Record<GivenAs, string>> = {
  pinned: "Pinned, not executed",
  typed: "Typed, not executed",
};

function planned({ segment_id, revision, mode, inputs }: ChildrenPlan): string {
  const what = `${segment_id}, revision ${revision}`;
  if (mode === "once") return `Runs ${what}.`;
  if (mode === "until") return `Runs ${what}, until its condition holds.`;
  return `Runs ${what}, for ${inputs.length} ${inputs.length === 1 ? "item" : "items"}.`;
}

function childName({ name, child }: { name: string; child?: { iteration: number } | undefined }): string {
  return `run ${child?.iteration ?? 1} of ${name}`;
}

function actionName({
  name,
  kind,
  detail,
}: {
  name: string;
  kind: "http" | "tool" | "run";
  detail: JsonObject;
}): string {
  const url = isJsonObject(detail) && typeof detail.url === "string" ? detail.url : null;
  // The name of a call is its method and host; the address says more.
  return kind === "http" && url !== null ? `${name.split(" ")[0]} ${url}` : name;
}
