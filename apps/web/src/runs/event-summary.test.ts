import { type EventType, type WorktrailEvent, WorktrailEventSchema } from "@worktrail/shared/run/events";
import { expect, test } from "vitest";
import { eventSummary } from "./event-summary.ts";

const ada = { user_id: "u1", name: "Ada" };
const at = "2026-11-20T10:00:00.000Z";
const error = {
  error_type: "HttpError",
  error_message: "The server said no.",
  error_code: "HTTP_500",
  recoverable: true,
};
const requested = { requested_by: ada, reason: "wrong input" };
const task = {
  task_type: "approval",
  title: "Approve the refund",
  description: "",
  actions: [],
  form_schema: null,
  data: null,
  assignee_ref: null,
  candidate_groups: [],
  timeout_hours: null,
  on_timeout: "fail",
  escalation_chain: [],
};
const decision = {
  action: "approved",
  values: {},
  comment: null,
  decided_by: ada,
  decided_at: at,
  operation_id: null,
};
const call = { name: "GET", kind: "http", detail: { url: "https://example.com/orders" } };
const llm = {
  model: "demo/echo",
  simulated: true,
  input_tokens: 5,
  output_tokens: 7,
  cost_usd: null,
  latency_ms: 3,
  finish_reason: "stop",
};
const timer = { timer_id: "t", kind: "task_due", due_at: at };

const sentences: Record<EventType, [extra: object, sentence: string]> = {
  "segment.started": [
    { payload: { revision: 3, input: {}, config: {}, started_by: ada } },
    "Started by Ada, revision 3.",
  ],
  "segment.completed": [{ payload: { outputs: {} }, duration_ms: 2300 }, "Completed in 2.3 s."],
  "segment.failed": [{ payload: {}, error }, "The run failed: The server said no."],
  "segment.cancelled": [{ payload: requested }, "Cancelled by Ada (wrong input)."],
  "segment.paused": [{ payload: { requested_by: ada } }, "Paused by Ada."],
  "segment.resumed": [{ payload: { requested_by: ada } }, "Resumed by Ada."],
  "segment.timed_out": [{ payload: { timeout_seconds: 300 } }, "Ended at the limit of 5 min."],
  "step.scheduled": [{ payload: {} }, "Ready; waits for room."],
  "step.started": [{ payload: { idempotency_key: "k" }, attempt: 2 }, "Started attempt 2."],
  "step.completed": [{ payload: { outputs: { output: 1 } }, duration_ms: 40 }, "Completed in 40 ms: output."],
  "step.failed": [
    { payload: { handled: "route", outputs: {} }, error },
    "Failed: The server said no. The error goes on through its port.",
  ],
  "step.skipped": [{ payload: { reason: "dead_path" } }, "Skipped: no value came this way."],
  "step.retrying": [
    { payload: { next_attempt: 2, due_at: at }, error },
    "Attempt 1 failed: The server said no. Attempt 2 follows.",
  ],
  "step.lost": [{ payload: {} }, "The process that ran this attempt is gone."],
  "human.task_created": [{ payload: { task_id: "t", task } }, "Asks a person: Approve the refund"],
  "human.task_assigned": [{ payload: { task_id: "t", assignee_ref: "a@b.nl" } }, "The task is for a@b.nl."],
  "human.task_claimed": [{ payload: { task_id: "t", claimed_by: ada } }, "Ada claimed the task."],
  "human.task_released": [{ payload: { task_id: "t", released_by: ada } }, "Ada released the task."],
  "human.task_completed": [{ payload: { task_id: "t", decision } }, "Ada answered: approved."],
  "human.task_escalated": [
    { payload: { task_id: "t", level: 1, assignee_ref: "a@b.nl" } },
    "Nobody answered; a@b.nl is asked now.",
  ],
  "human.task_expired": [{ payload: { task_id: "t" } }, "Nobody answered in time."],
  "action.started": [{ payload: call }, "Called GET https://example.com/orders."],
  "action.completed": [
    { payload: call, duration_ms: 90 },
    "GET https://example.com/orders answered in 90 ms.",
  ],
  "action.failed": [{ payload: call, error }, "GET https://example.com/orders failed: The server said no."],
  "llm.call_completed": [{ payload: llm }, "demo/echo (simulation) answered: 5 tokens in, 7 out."],
  "timer.armed": [{ payload: timer }, "Set a timer for the task."],
  "timer.fired": [{ payload: { ...timer, late_ms: 5000 } }, "Time is up: the task, 5.0 s late."],
};

function event(event_type: EventType, extra: object): WorktrailEvent {
  const ofStep = /^(step|human|action|llm)\./.test(event_type);
  return WorktrailEventSchema.parse({
    event_id: "e",
    seq: 1,
    timestamp: at,
    tenant_id: "o",
    run_id: "r",
    segment_id: "s",
    severity: "info",
    event_type,
    ...(ofStep ? { step_id: "ask", step_type: "human_task", attempt: 1 } : {}),
    ...extra,
  });
}

test.each(Object.entries(sentences) as [EventType, [object, string]][])(
  "%s has its sentence",
  (type, [extra, sentence]) => {
    expect(eventSummary(event(type, extra))).toBe(sentence);
  },
);

const plan = {
  segment_id: "order_check",
  revision: 3,
  mode: "for_each",
  inputs: [1, 2],
  max_concurrency: 4,
  max_iterations: 1,
  on_item_error: "fail",
};
const child = { run_id: "r2", iteration: 2 };
const ofRuns = { name: "order_check", kind: "run", detail: {} };

const trigger = { schedule_id: "s1", due_at: "2026-11-21T09:00:00.000Z", late_ms: 3_200 };
const from = { run_id: "r1", step_id: "charge", last_seq: 9 };

test.each([
  [
    "segment.started",
    { payload: { revision: 3, input: {}, config: {}, started_by: ada, from } },
    "Started by Ada, revision 3, from charge on with what an earlier run recorded.",
  ],
  [
    "segment.started",
    { payload: { revision: 3, input: {}, config: {}, started_by: ada, trigger } },
    "Started by a schedule of Ada, 3.2 s late, revision 3.",
  ],
  [
    "step.completed",
    { payload: { outputs: { output: 1 }, recorded_in: "r1" } },
    "Taken over from an earlier run: output.",
  ],
  [
    "human.task_created",
    { payload: { task_id: "t", task: { ...task, title: "Did it happen?" }, about: "lost_attempt" } },
    "Not repeatable, so a person is asked: Did it happen?",
  ],
  ["action.started", { payload: { ...ofRuns, plan } }, "Runs order_check, revision 3, for 2 items."],
  [
    "action.started",
    { payload: { ...ofRuns, child: { ...child, after_seq: 0 } } },
    "Started run 2 of order_check.",
  ],
  [
    "action.completed",
    { payload: { ...ofRuns, child: { ...child, output: 1, done: false } } },
    "Completed run 2 of order_check.",
  ],
  [
    "action.failed",
    { payload: { ...ofRuns, child: { ...child, seq: 9 } }, error },
    "Failed in run 2 of order_check: The server said no.",
  ],
  [
    "step.skipped",
    { payload: { reason: "disabled", outputs: {} } },
    "Disabled: what arrived went on as it was.",
  ],
] as const)("%s with %j has its sentence", (type, extra, sentence) => {
  expect(eventSummary(event(type, extra))).toBe(sentence);
});
