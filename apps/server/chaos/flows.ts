// The segments that run while servers die: a little of everything that a run can be.
import type { Segment, Step } from "@worktrail/shared/segment/schema";
import { segment, step, transform } from "../src/engine/testing/segments.ts";

/** How the driver may treat the runs of a flow. */
export type Flow = { segment: Segment; input: unknown };

const BELOW = "chaos_below";

/** Segments that others run; they are saved before anything starts. */
export function storedSegments(url: string): Segment[] {
  const steps = [transform("before", "data"), calling(url, "act"), transform("after", "[data, run.id]")];
  return [named(BELOW, steps, ["before > act", "act > after"])];
}

export function flows(url: string): Flow[] {
  const call = (step_id: string, more: Partial<Step> = {}) => calling(url, step_id, more);
  const silent = (step_id: string, more: Partial<Step> = {}) => calling(url, step_id, more, "/silent");
  return [
    { segment: chain(), input: 0 },
    { segment: fan(call), input: 1 },
    { segment: rejoin(call), input: 10 },
    { segment: rejoin(call), input: 200 },
    { segment: joined("any", call), input: 1 },
    { segment: joined("first", call), input: 1 },
    { segment: joined("all", call), input: 1 },
    { segment: calls(call), input: null },
    { segment: asked(call), input: { total: 3 } },
    { segment: forEach(), input: [1, 2, 3, 4, 5] },
    { segment: overdue(silent), input: null },
    { segment: stepTimeout(silent), input: null },
    { segment: unanswered(), input: null },
    { segment: mayFail(call), input: null },
    { segment: once(call), input: null },
  ];
}

const named = (segment_id: string, steps: Step[], edges: string[], more: Partial<Segment> = {}): Segment => ({
  ...segment(steps, edges, more),
  segment_id,
});

function calling(url: string, step_id: string, more: Partial<Step> = {}, path = "/act"): Step {
  const body = { run_id: "{{ run.id }}", step_id };
  const retry = { max_attempts: 20, delay_seconds: 0.05, backoff: 1.5, max_delay_seconds: 0.5 };
  return step(step_id, "http_action", { method: "POST", url: `${url}${path}`, body }, { retry, ...more });
}

type Call = (step_id: string, more?: Partial<Step>) => Step;

function chain(): Segment {
  const ids = Array.from({ length: 8 }, (_, index) => `s${index + 1}`);
  const edges = ids.slice(1).map((id, index) => `${ids[index]} > ${id}`);
  return named(
    "chaos_chain",
    ids.map((id) => transform(id, "data + 1")),
    edges,
  );
}

function fan(call: Call): Segment {
  const ids = Array.from({ length: 6 }, (_, index) => `b${index + 1}`);
  const branches = ids.map((id, index) => (index % 3 === 0 ? call(id) : transform(id, "data")));
  const edges = ids.flatMap((id) => [`first > ${id}`, `${id} > last`]);
  return named(
    "chaos_fan",
    [transform("first", "data"), ...branches, transform("last", "size(data)")],
    edges,
  );
}

function rejoin(call: Call): Segment {
  const steps = [
    step("large", "condition", { expression: "data > 100" }),
    call("charge"),
    transform("skip_charge", "data"),
    transform("together", "data"),
    call("tell"),
  ];
  const edges = ["large.true > charge", "large.false > skip_charge", "charge > together"];
  return named("chaos_rejoin", steps, [...edges, "skip_charge > together", "together > tell"]);
}

function joined(strategy: "all" | "any" | "first", call: Call): Segment {
  const steps = [
    step("split", "parallel_split", { branches: 2 }),
    call("left"),
    call("right"),
    step("join", "parallel_join", { branches: 2, strategy }),
    transform("end", "keys(data)"),
  ];
  const edges = ["split.branch_1 > left", "split.branch_2 > right", "left > join.branch_1"];
  return named(`chaos_join_${strategy}`, steps, [...edges, "right > join.branch_2", "join > end"]);
}

function calls(call: Call): Segment {
  const steps = [call("a"), transform("between", "data"), call("b"), call("c")];
  return named("chaos_calls", steps, ["a > between", "between > b", "b > c"]);
}

function asked(call: Call): Segment {
  const steps = [
    transform("prepare", "data"),
    step("ask", "human_task", { task_type: "approval", title: "Pay {{ data.total }}?" }),
    call("pay"),
    transform("refuse", "data"),
    transform("done", "data"),
  ];
  const edges = ["prepare > ask", "ask.approved > pay", "ask.rejected > refuse"];
  return named("chaos_asked", steps, [...edges, "pay > done", "refuse > done"]);
}

function forEach(): Segment {
  const each = step("each", "sub_segment", { segment_id: BELOW, mode: "for_each", max_concurrency: 3 });
  return named("chaos_each", [each, transform("count", "size(data)")], ["each > count"]);
}

/** The run's own time is up while a call hangs. */
function overdue(silent: Call): Segment {
  const steps = [transform("first", "1"), silent("hang"), transform("never", "data")];
  const params = { timeout_seconds: 1 };
  return named("chaos_overdue", steps, ["first > hang", "hang > never"], { params });
}

/** A step's time is up, each time that it is tried, and the run goes another way. */
function stepTimeout(silent: Call): Segment {
  const retry = { max_attempts: 2, delay_seconds: 0.1 };
  const steps = [
    silent("hang", { timeout_seconds: 1, retry, on_error: "route" }),
    transform("other", "data"),
  ];
  return named("chaos_step_timeout", steps, ["hang.error > other"]);
}

/** Nobody answers: the run's time is up while nothing but its timer is left of it. */
function unanswered(): Segment {
  const ask = step("ask", "human_task", { task_type: "approval", title: UNANSWERED });
  return named("chaos_unanswered", [ask], [], { params: { timeout_seconds: 2 } });
}

/** What the driver leaves alone. */
export const UNANSWERED = "Nobody answers this";

/** Fails often, so that there is something to retry. */
function mayFail(call: Call): Segment {
  const retry = { max_attempts: 1 };
  const steps = [call("risky", { retry }), call("ignored", { retry, on_error: "continue" }), call("last")];
  return named("chaos_may_fail", steps, ["risky > ignored", "ignored > last"]);
}

/** What must not be done twice: an attempt that was lost is tried again when a person says so, and never before. */
function once(call: Call): Segment {
  return named("chaos_once", [call("pay", { repeatable: false }), transform("paid", "data")], ["pay > paid"]);
}
