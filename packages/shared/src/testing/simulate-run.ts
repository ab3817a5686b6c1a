// Performs a run's commands in memory with scripted outcomes: the engine without the world, for tests of the core.
import type { JsonObject, JsonValue } from "../json.ts";
import { isJsonObject } from "../json.ts";
import type { RunCommand } from "../run/commands.ts";
import type { ChildrenPlan, EventDraft, EventOf, RunConfig, WorktrailEvent } from "../run/events.ts";
import { asksWhenLost, cutOffSteps, decideLostAnswer, lostQuestion } from "../run/lost-step.ts";
import { planRun } from "../run/plan.ts";
import { failedChild } from "../run/plan-children.ts";
import { reduceRun } from "../run/reduce.ts";
import { type AttemptFailure, decideFailure } from "../run/retry.ts";
import { nextWake, type RunState } from "../run/state.ts";
import type { GraphStep, SegmentGraph } from "../segment/graph.ts";
import type { TaskDecision } from "../step/handler.ts";
import { LOST } from "./laws/reference-model.ts";

export type Attempt = { step: GraphStep; attempt: number; inputs: Record<string, JsonValue> };
export type Outcome = { outputs: Record<string, JsonValue> } | { failure: AttemptFailure } | { open: true };

export type ChildOutcome = { output: JsonValue; done?: boolean } | { failure: string } | { open: true };

export type Script = {
  input?: JsonValue;
  config?: RunConfig;
  /** What else the start of the run says. */
  begin?: Pick<EventOf<"segment.started">["payload"], "part" | "given">;
  /** How an attempt ends; `open` leaves it under way. Left out, every output port gets the first input. */
  attempt?: (attempt: Attempt) => Outcome;
  /** What a step that runs another segment plans. Left out, one run with the step's input. */
  children?: (attempt: Attempt) => Partial<ChildrenPlan>;
  /** How a run of another segment ends; left out, well, with its input as the output. */
  child?: (child: { step_id: string; iteration: number; input: JsonValue }) => ChildOutcome;
  /** The port that a person chooses; null leaves the task open. */
  answer?: (step_id: string) => string | null;
};

const START = Date.parse("2026-01-01T00:00:00.000Z");
const PERSON = { user_id: "u1", name: "Ada" };

/** A run in memory: `events` is its journal, `state` always its fold. */
export class SimulatedRun {
  readonly events: WorktrailEvent[] = [];
  readonly graph: SegmentGraph;
  private readonly script: Script;
  private clock = START;
  private folded: RunState;
  /** Openings with what they ask, from the first event to the last. */
  private openings: { from: number; to: number }[] = [];

  constructor(graph: SegmentGraph, script: Script = {}) {
    this.graph = graph;
    this.script = script;
    const payload = {
      revision: 1,
      input: script.input ?? null,
      config: script.config ?? {},
      started_by: PERSON,
      ...script.begin,
    };
    const started = this.sequence({
      event_type: "segment.started",
      severity: "info",
      timestamp: this.now,
      payload,
    });
    const state = reduceRun([started]);
    if (!state) throw new Error("A started run has a state.");
    this.folded = state;
  }

  get state(): RunState {
    return this.folded;
  }

  get now(): string {
    return new Date(this.clock).toISOString();
  }

  plan(): RunCommand[] {
    return planRun(this.graph, this.folded, this.now);
  }

  append(draft: EventDraft): void {
    this.folded = reduceRun([this.sequence(draft)], this.folded) ?? this.folded;
  }

  advance(ms: number): void {
    this.clock += ms;
  }

  /** Plans once and performs it. Returns the number of commands. */
  turn(): number {
    const commands = this.plan();
    for (const command of commands) this.perform(command);
    return commands.length;
  }

  /** Lets time pass to the next thing that is due; false if nothing ever is. */
  wake(): boolean {
    const wake = nextWake(this.folded, this.now);
    if (wake === null) return false;
    this.clock = Math.max(this.clock + 1, Date.parse(wake));
    return true;
  }

  /** Goes on until the run has ended or waits for what the script leaves open. Returns the turns that it took. */
  settle(limit = 5_000): number {
    for (let turn = 0; turn < limit; turn++) {
      if (this.turn() > 0) continue;
      if (!["running", "waiting"].includes(this.folded.status) || !this.wake()) return turn;
    }
    throw new Error(`The run did not settle within ${limit} turns.`);
  }

  /** A person opens the run again, and is asked first about what it did when it ended. */
  reopen(): void {
    const steps = cutOffSteps(this.graph, this.folded);
    const from = this.events.length;
    const payload = { requested_by: PERSON };
    this.append({ event_type: "segment.resumed", severity: "info", timestamp: this.now, payload });
    for (const step of steps) this.askWhatBecame(step);
    this.openings.push({ from, to: this.events.length });
  }

  /** The process dies: of the journal the first `keep` events are left, and what was under way is lost. */
  crash(keep: number): void {
    const torn = this.openings.find(({ from, to }) => keep > from && keep < to);
    this.events.length = torn?.from ?? keep;
    this.openings = this.openings.filter(({ to }) => to <= this.events.length);
    // These and what follows from them are one batch: there is never one without the other.
    while (["step.lost", "human.task_expired"].includes(this.events.at(-1)?.event_type ?? ""))
      this.events.pop();
    this.folded = reduceRun(this.events) ?? this.folded;
    for (const [step_id, step] of Object.entries(this.folded.steps)) {
      if (step.status !== "running") continue;
      this.append({ ...this.about(step_id), event_type: "step.lost", payload: {} });
      const known = this.stepOf(step_id);
      if (asksWhenLost(known)) this.askWhatBecame(known);
      else this.fail(step_id, { code: "STEP_LOST", message: LOST, recoverable: true });
    }
  }

  private sequence(draft: EventDraft): WorktrailEvent {
    this.clock += 1;
    const seq = this.events.length + 1;
    const place = { event_id: `r:${seq}`, seq, tenant_id: "org", run_id: "r" };
    const event: WorktrailEvent = { ...draft, ...place, segment_id: this.graph.segment.segment_id };
    this.events.push(event);
    return event;
  }

  private stepOf(step_id: string): GraphStep {
    const step = this.graph.steps.get(step_id);
    if (!step) throw new Error(`The plan names a step that does not exist: ${step_id}`);
    return step;
  }

  private perform(command: RunCommand): void {
    const timestamp = this.now;
    switch (command.type) {
      case "start_step":
        this.attempt(this.stepOf(command.step_id), command.attempt, command.inputs);
        return;
      case "schedule_step":
        this.append({ ...this.about(command.step_id), event_type: "step.scheduled", payload: {} });
        return;
      case "skip_step": {
        const payload = { reason: command.reason };
        this.append({ ...this.about(command.step_id), event_type: "step.skipped", payload });
        return;
      }
      case "pass_step": {
        const payload = { reason: "disabled" as const, outputs: command.outputs };
        this.append({ ...this.about(command.step_id), event_type: "step.skipped", payload });
        return;
      }
      case "give_step": {
        const { outputs, as } = command.given;
        const payload = { outputs, given_as: as };
        this.append({ ...this.about(command.step_id), event_type: "step.completed", payload });
        return;
      }
      case "start_child":
        this.startChild(command);
        return;
      case "settle_children":
        this.settleChildren(command.step_id);
        return;
      case "resume_step":
        this.resume(command.step_id, command.decision);
        return;
      case "expire_task": {
        const payload = { task_id: command.task_id };
        this.append({ ...this.about(command.step_id), event_type: "human.task_expired", payload });
        this.fail(command.step_id, { code: "TASK_EXPIRED", message: "Nobody answered.", recoverable: false });
        return;
      }
      case "escalate_task": {
        const { task_id, level, assignee_ref } = command;
        const payload = { task_id, level, assignee_ref };
        this.append({ ...this.about(command.step_id), event_type: "human.task_escalated", payload });
        return;
      }
      case "arm_timer": {
        const { timer_id, kind, due_at } = command;
        const payload = { timer_id, kind, due_at };
        this.append({ event_type: "timer.armed", severity: "debug", timestamp, payload });
        return;
      }
      case "fire_timer": {
        const { timer_id, kind, due_at, late_ms } = command;
        const payload = { timer_id, kind, due_at, late_ms };
        this.append({ event_type: "timer.fired", severity: "debug", timestamp, payload });
        return;
      }
      case "complete_run": {
        const payload = { outputs: command.outputs };
        this.append({ event_type: "segment.completed", severity: "info", timestamp, payload });
        return;
      }
      case "fail_run":
        this.append({
          event_type: "segment.failed",
          severity: "error",
          timestamp,
          payload: {},
          error: command.error,
        });
        return;
      case "time_out_run": {
        const payload = { timeout_seconds: command.timeout_seconds };
        this.append({ event_type: "segment.timed_out", severity: "error", timestamp, payload });
        return;
      }
    }
  }

  private about(step_id: string) {
    const attempt = Math.max(1, this.folded.steps[step_id]?.attempts ?? 0);
    const step_type = this.stepOf(step_id).step.step_type;
    return { step_id, step_type, attempt, severity: "info" as const, timestamp: this.now };
  }

  private attempt(step: GraphStep, attempt: number, inputs: Record<string, JsonValue>): void {
    const { step_id } = step.step;
    const payload = { idempotency_key: `r:${step_id}` };
    this.append({ ...this.about(step_id), attempt, event_type: "step.started", payload });
    if (step.contract?.effect === "waits") {
      this.ask(step);
      return;
    }
    if (step.contract?.effect === "runs") {
      this.planChildren(step, attempt, inputs);
      return;
    }
    const outcome = this.script.attempt?.({ step, attempt, inputs }) ?? { outputs: echo(step, inputs) };
    if ("failure" in outcome) this.fail(step_id, outcome.failure);
    else if ("outputs" in outcome) this.complete(step_id, outcome.outputs);
  }

  complete(step_id: string, outputs: Record<string, JsonValue>): void {
    this.append({ ...this.about(step_id), event_type: "step.completed", payload: { outputs } });
  }

  fail(step_id: string, failure: AttemptFailure): void {
    const { attempt } = this.about(step_id);
    const started_at = this.folded.steps[step_id]?.started_at ?? this.now;
    const clock = { now: this.now, random: 0.5 };
    this.append(decideFailure(this.graph, this.folded, { step_id, attempt, started_at }, failure, clock));
  }

  private planChildren(step: GraphStep, attempt: number, inputs: Record<string, JsonValue>): void {
    const plan: ChildrenPlan = this.folded.steps[step.step.step_id]?.children?.plan ?? {
      segment_id: "other",
      revision: 1,
      mode: "once",
      inputs: [Object.values(inputs)[0] ?? null],
      max_concurrency: 4,
      max_iterations: 10,
      on_item_error: "fail",
      ...this.script.children?.({ step, attempt, inputs }),
    };
    const payload = { name: "other", kind: "run" as const, detail: {}, plan };
    this.append({ ...this.about(step.step.step_id), event_type: "action.started", payload });
  }

  private startChild(command: Extract<RunCommand, { type: "start_child" }>): void {
    const { step_id, iteration, input, after_seq } = command;
    const child = { run_id: `r:${step_id}:${iteration}`, iteration };
    const about = { name: "other", kind: "run" as const, detail: {} };
    const payload = { ...about, child: { ...child, after_seq } };
    this.append({ ...this.about(step_id), event_type: "action.started", payload });
    const outcome = this.script.child?.({ step_id, iteration, input }) ?? { output: input };
    if ("open" in outcome) return;
    if ("failure" in outcome) this.failChild(step_id, iteration, outcome.failure);
    else this.endChild(step_id, iteration, outcome.output, outcome.done ?? false);
  }

  endChild(step_id: string, iteration: number, output: JsonValue, done = false): void {
    const child = { run_id: `r:${step_id}:${iteration}`, iteration, output, done };
    const payload = { name: "other", kind: "run" as const, detail: {}, child };
    this.append({ ...this.about(step_id), event_type: "action.completed", payload });
  }

  failChild(step_id: string, iteration: number, error_message: string): void {
    const child = { run_id: `r:${step_id}:${iteration}`, iteration, seq: 7 };
    const payload = { name: "other", kind: "run" as const, detail: {}, child };
    const error = { error_type: "RunFailed", error_message, error_code: "RUN_FAILED", recoverable: true };
    this.append({ ...this.about(step_id), event_type: "action.failed", payload, error });
  }

  private settleChildren(step_id: string): void {
    const children = this.folded.steps[step_id]?.children;
    const failed = children && failedChild(children);
    if (failed) {
      const message = failed.error?.error_message ?? "";
      this.fail(step_id, { code: "SUB_SEGMENT_FAILED", message, recoverable: true });
      return;
    }
    const outputs = (children?.runs ?? []).map(({ output }) => output);
    const mode = children?.plan?.mode;
    this.complete(step_id, { output: mode === "for_each" ? outputs : (outputs.at(-1) ?? null) });
  }

  private ask(step: GraphStep): void {
    const { step_id } = step.step;
    const config = step.step.config ?? {};
    const task = {
      task_type: "approval" as const,
      title: step_id,
      description: "",
      actions: [],
      form_schema: null,
      data: null,
      assignee_ref: null,
      candidate_groups: [],
      timeout_hours: typeof config.timeout_hours === "number" ? config.timeout_hours : null,
      on_timeout: config.on_timeout === "escalate" ? ("escalate" as const) : ("fail" as const),
      escalation_chain: Array.isArray(config.escalation_chain) ? config.escalation_chain.map(String) : [],
    };
    const task_id = `t:${step_id}:${this.about(step_id).attempt}`;
    this.append({ ...this.about(step_id), event_type: "human.task_created", payload: { task_id, task } });
    const action = this.script.answer?.(step_id) ?? null;
    if (action !== null) this.decide(step_id, action);
  }

  private askWhatBecame(step: GraphStep): void {
    const about = this.about(step.step.step_id);
    const { attempt } = about;
    const lost = { attempt, started_at: this.now, idempotency_key: "", inputs: {} };
    const { actions, candidate_groups, escalation_chain, ...rest } = lostQuestion(step, lost);
    const lists = {
      actions: [...actions],
      candidate_groups: [...candidate_groups],
      escalation_chain: [...escalation_chain],
    };
    const task_id = `lost:${about.step_id}:${this.events.length}`;
    const payload = { task_id, task: { ...rest, ...lists }, about: "lost_attempt" as const };
    this.append({ ...about, event_type: "human.task_created", payload });
  }

  private resume(step_id: string, decision: TaskDecision): void {
    const { action } = decision;
    if (this.folded.steps[step_id]?.task?.about !== "lost_attempt") {
      this.complete(step_id, { [action]: { action } });
      return;
    }
    const attempt = { ...this.about(step_id), started_at: this.now };
    const clock = { now: this.now, random: 0.5 };
    const decided = decideLostAnswer(this.graph, this.folded, attempt, decision, clock);
    if ("event" in decided) this.append(decided.event);
    else this.complete(step_id, decided.outputs);
  }

  decide(step_id: string, action: string, values: JsonObject = {}): void {
    const task_id = this.folded.steps[step_id]?.task?.task_id ?? "";
    const decision: TaskDecision = {
      action,
      values,
      comment: null,
      decided_by: PERSON,
      decided_at: this.now,
      operation_id: null,
    };
    this.append({
      ...this.about(step_id),
      event_type: "human.task_completed",
      payload: { task_id, decision },
    });
  }
}

function echo(step: GraphStep, inputs: Record<string, JsonValue>): Record<string, JsonValue> {
  const value = Object.values(inputs)[0] ?? null;
  if (step.step.step_type === "condition")
    return { [isJsonObject(value) && value.no ? "false" : "true"]: value };
  if (step.step.step_type === "parallel_join") return { output: inputs };
  return Object.fromEntries(step.ports.outputs.map((port) => [port.port_id, value]));
}
