// Journals for the tests of this folder: each event is one line with its time in milliseconds.
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { buildGraph, type SegmentGraph } from "@worktrail/shared/segment/graph";
import type { Step } from "@worktrail/shared/segment/schema";
import { edgeBetween } from "@worktrail/shared/testing/builders";
import { catalog } from "@worktrail/steps/contracts";

const START = Date.parse("2026-11-20T10:00:00.000Z");
const ADA = { user_id: "u1", name: "Ada" };
export const ERROR = {
  error_type: "StepFailure",
  error_message: "The server said no.",
  error_code: "HTTP_STATUS",
  recoverable: true,
};

type Line = { at: number; event_type: string; step_id?: string; attempt?: number; rest?: object };

/** "10 step.started fetch 2": time, type, step, attempt. */
export function line(text: string, rest: object = {}): Line {
  const [at = "0", event_type = "", step_id, attempt] = text.split(" ");
  return { at: Number(at), event_type, rest, ...(step_id && { step_id, attempt: Number(attempt ?? 1) }) };
}

const PAYLOADS: Readonly<Record<string, object>> = {
  "segment.started": { revision: 1, input: {}, config: {}, started_by: ADA },
  "segment.completed": { outputs: {} },
  "segment.paused": { requested_by: ADA },
  "segment.resumed": { requested_by: ADA },
  "segment.cancelled": { requested_by: ADA },
  "step.started": { idempotency_key: "k" },
  "step.completed": { outputs: { output: 1 } },
  "step.failed": { handled: "fail", outputs: {} },
  "step.skipped": { reason: "dead_path" },
  "human.task_created": { task_id: "t", task: {} },
  "human.task_completed": { task_id: "t", decision: { action: "approved", decided_by: ADA } },
};

export function journal(...lines: (Line | string)[]): WorktrailEvent[] {
  const all = [line("0 segment.started"), ...lines.map((one) => (typeof one === "string" ? line(one) : one))];
  return all.map(({ at, event_type, step_id, attempt, rest }, index) => ({
    event_id: `e${index + 1}`,
    seq: index + 1,
    timestamp: new Date(START + at).toISOString(),
    tenant_id: "o",
    run_id: "r",
    segment_id: "s",
    severity: "info",
    event_type,
    payload: PAYLOADS[event_type] ?? {},
    ...(step_id && { step_id, step_type: "transform", attempt }),
    ...(["step.failed", "step.retrying", "action.failed", "segment.failed"].includes(event_type) && {
      error: ERROR,
    }),
    ...rest,
  })) as WorktrailEvent[];
}

export const retrying = (text: string, due: number) => {
  const due_at = new Date(START + due).toISOString();
  return line(text, { payload: { next_attempt: 2, due_at } });
};

/** `edges`: "a > b", or with ports "a.true > b.branch_1". */
export function graphOf(steps: (string | Step)[], edges: string[] = []): SegmentGraph {
  return buildGraph(
    {
      segment_id: "s",
      name: "S",
      version: "1.0.0",
      steps: steps.map((step) =>
        typeof step === "string"
          ? { step_id: step, step_type: "transform", config: { expression: "data" } }
          : step,
      ),
      edges: edges.map((text) => {
        const [source = "", target = ""] = text.split(" > ");
        return edgeBetween(source, target);
      }),
    },
    catalog,
  );
}
