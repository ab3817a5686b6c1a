// Whether the edges into a step allowed it to start, or to be skipped. Walks the segment itself, so that the planner
// is not its own witness.
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import type { Edge, Segment, Step } from "@worktrail/shared/segment/schema";
import type { Report, RunHistory } from "../history.ts";

/** The ports that a step let values out of; a step that is missing here has not ended. */
type Flowing = Map<string, readonly string[]>;

export function checkStarts({ run_id, segment, events }: RunHistory, report: Report): void {
  walk(events, (event, flowing) => {
    if (event.event_type !== "step.started") return;
    const why = mayNotStart(segment, event.step_id, flowing);
    if (why !== null) report({ run_id, seq: event.seq, message: `The step ${event.step_id} starts ${why}.` });
  });
}

export function checkSkips({ run_id, segment, events }: RunHistory, report: Report): void {
  const started = new Set<string>();
  const pointless = new Set<string>();
  walk(events, (event, flowing) => {
    if (event.event_type === "step.started") started.add(event.step_id);
    if (event.event_type !== "step.skipped") return;
    const why = mayNotBeSkipped(segment, event, flowing, started, pointless);
    if (why !== null)
      report({ run_id, seq: event.seq, message: `The step ${event.step_id} is skipped ${why}.` });
    if (event.payload.reason === "join_satisfied") pointless.add(event.step_id);
  });
}

function walk(
  events: readonly WorktrailEvent[],
  look: (event: WorktrailEvent, flowing: Flowing) => void,
): void {
  const flowing: Flowing = new Map();
  for (const event of events) {
    look(event, flowing);
    switch (event.event_type) {
      case "step.completed":
        flowing.set(event.step_id, Object.keys(event.payload.outputs));
        break;
      case "step.skipped":
        flowing.set(event.step_id, Object.keys(event.payload.outputs ?? {}));
        break;
      case "step.failed":
        if (event.payload.handled !== "fail") flowing.set(event.step_id, Object.keys(event.payload.outputs));
        break;
      default:
    }
  }
}

const into = (segment: Segment, step_id: string): Edge[] =>
  (segment.edges ?? []).filter((edge) => edge.target_step === step_id);
const isLive = (flowing: Flowing, edge: Edge) =>
  flowing.get(edge.source_step)?.includes(edge.source_port) ?? false;
const isOpen = (flowing: Flowing, edge: Edge) => !flowing.has(edge.source_step);

function isEager(step: Step | undefined): boolean {
  const strategy = step?.config?.strategy;
  return step?.step_type === "parallel_join" && (strategy === "any" || strategy === "first");
}

function mayNotStart(segment: Segment, step_id: string, flowing: Flowing): string | null {
  const step = segment.steps.find((one) => one.step_id === step_id);
  if (!step) return "and the segment has no such step";
  if (flowing.has(step_id)) return "although it has ended";
  const edges = into(segment, step_id);
  if (edges.length === 0) return null;
  if (!edges.some((edge) => isLive(flowing, edge))) return "although nothing arrives at it";
  const open = edges.find((edge) => isOpen(flowing, edge));
  return open && !isEager(step) ? `although ${open.source_step} has not ended` : null;
}

function mayNotBeSkipped(
  segment: Segment,
  event: Extract<WorktrailEvent, { event_type: "step.skipped" }>,
  flowing: Flowing,
  started: ReadonlySet<string>,
  pointless: ReadonlySet<string>,
): string | null {
  const { step_id, payload } = event;
  switch (payload.reason) {
    case "dead_path": {
      const edges = into(segment, step_id);
      const living = edges.find((edge) => isOpen(flowing, edge) || isLive(flowing, edge));
      if (edges.length === 0) return "although nothing leads into it";
      return living ? `although the edge from ${living.source_step} is not dead` : null;
    }
    case "join_satisfied": {
      const outgoing = (segment.edges ?? []).filter((edge) => edge.source_step === step_id);
      const needed = outgoing.find(({ target_step }) => {
        const target = segment.steps.find((one) => one.step_id === target_step);
        const over = isEager(target) && started.has(target_step);
        return !over && !leadsNowhere(segment, target_step, started, pointless);
      });
      return needed ? `although ${needed.target_step} still needs it` : null;
    }
    case "disabled": {
      const disabled = segment.steps.find((one) => one.step_id === step_id)?.disabled === true;
      return disabled ? null : "as disabled, which it is not";
    }
    case "not_asked":
      return "as not asked for, which no run of this kind has";
  }
}

/** Every way on from a step leads into a join that has what it needs. */
function leadsNowhere(
  segment: Segment,
  step_id: string,
  started: ReadonlySet<string>,
  pointless: ReadonlySet<string>,
): boolean {
  if (pointless.has(step_id)) return true;
  const outgoing = (segment.edges ?? []).filter((edge) => edge.source_step === step_id);
  return (
    outgoing.length > 0 &&
    outgoing.every(({ target_step }) => {
      const target = segment.steps.find((one) => one.step_id === target_step);
      return (
        (isEager(target) && started.has(target_step)) ||
        leadsNowhere(segment, target_step, started, pointless)
      );
    })
  );
}
