// What is recorded: small runs that between them show every kind of decision. A scene returns the run to keep.
import { startFrom } from "@worktrail/shared/run/start-from";
import { buildGraph } from "@worktrail/shared/segment/graph";
import type { Segment } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import { ORGANIZATION, PERSON } from "../engine/testing/people.ts";
import { call, chain, segment, step, transform } from "../engine/testing/segments.ts";
import { storeSegment } from "../engine/testing/store-segment.ts";
import { answered, type Stage } from "./stage.ts";

type Scene = (stage: Stage) => Promise<{ segment: Segment; run_id: string }>;

const BY = { requested_by: PERSON };
const FINE = { comment: "Fine", operation_id: null, decided_by: PERSON };
const HOUR = 3_600_000;
const never = () => new Promise<never>(() => undefined);
const target = (run_id: string) => ({ organization_id: ORGANIZATION, run_id });
const ask = (config = {}) => step("ask", "human_task", { task_type: "approval", title: "Go on?", ...config });
const split = step("fan", "parallel_split", { branches: 2 });
const join = (strategy: string) => step("meet", "parallel_join", { branches: 2, strategy });
const fanEdges = [
  "fan.branch_1 > one",
  "fan.branch_2 > two",
  "one > meet.branch_1",
  "two > meet.branch_2",
  "meet > after",
];

/** A run that needs nothing from outside but what the stage answers by itself. */
const plain = (made: Segment, input: number | null = 1): Scene => {
  return async (stage) => {
    const run_id = await stage.run(made, input);
    await stage.ended(run_id);
    return { segment: made, run_id };
  };
};

const branching = segment(
  [
    step("check", "condition", { expression: "data > 3" }),
    transform("high", "data * 2"),
    call("low"),
    step("meet", "parallel_join", { branches: 2 }),
    transform("after", "data"),
  ],
  ["check.true > high", "check.false > low", "high > meet.branch_1", "low > meet.branch_2", "meet > after"],
);
const retried = segment([call("flaky", { retry: { max_attempts: 3, delay_seconds: 0.05 } })]);
const item: Segment = {
  ...segment([transform("count", "data + 1")]),
  segment_id: "one_item",
};
const below = (config: Record<string, string | number>) =>
  segment([step("sub", "sub_segment", { segment_id: "one_item", ...config })]);

export const SCENES: Readonly<Record<string, Scene>> = {
  chain: plain(chain(3)),
  branch: plain(branching),
  "join-of-all": plain(
    segment([split, call("one"), call("two"), join("all"), transform("after", "data")], fanEdges),
  ),
  "join-of-the-first": async (stage) => {
    stage.outside = ({ url }) => (url.endsWith("/two") ? never() : answered("quick"));
    const made = segment(
      [split, call("one"), call("two"), join("first"), transform("after", "data")],
      fanEdges,
    );
    return plain(made)(stage);
  },
  "join-of-the-first-of-two": plain(
    segment(
      [
        split,
        transform("one", "'one'"),
        transform("two", "'two'"),
        join("first"),
        transform("after", "data"),
      ],
      fanEdges,
    ),
  ),
  "errors-let-through": async (stage) => {
    stage.outside = () => answered({}, 400);
    const made = segment(
      [
        call("null", { on_error: "continue" }),
        call("routed", { on_error: "route" }),
        transform("after", "data"),
        transform("rescue", "data.error_code"),
        transform("normal", "data"),
      ],
      ["null > after", "routed.error > rescue", "routed > normal"],
    );
    return plain(made)(stage);
  },
  retry: async (stage) => {
    let tries = 0;
    stage.outside = () => (++tries < 3 ? answered({}, 503) : answered("at last"));
    const run_id = await stage.run(retried);
    for (const attempt of [1, 2]) {
      await stage.until(run_id, ({ steps }) => {
        const { flaky } = steps;
        return flaky?.status === "retrying" && flaky.attempts === attempt;
      });
      stage.pass(1_000);
    }
    await stage.ended(run_id);
    return { segment: retried, run_id };
  },
  "paused-before-a-retry": async (stage) => {
    let tries = 0;
    stage.outside = () => (++tries < 2 ? answered({}, 503) : answered("at last"));
    const run_id = await stage.run(retried);
    await stage.until(run_id, ({ steps }) => steps.flaky?.status === "retrying");
    await stage.engine.pauseRun(target(run_id), BY);
    stage.pass(1_000);
    await stage.engine.resumeRun(target(run_id), BY);
    await stage.ended(run_id);
    return { segment: retried, run_id };
  },
  "lost-attempt": async (stage) => {
    const made = segment(
      [transform("before", "data"), call("far"), transform("after", "data")],
      ["before > far", "far > after"],
    );
    stage.outside = never;
    const run_id = await stage.run(made, 1);
    await stage.called();
    stage.outside = () => answered("again");
    await stage.die();
    await stage.ended(run_id);
    return { segment: made, run_id };
  },
  "out-of-tries": async (stage) => {
    const made = segment([call("flaky", { retry: { max_attempts: 2, delay_seconds: 0.05 } })]);
    stage.outside = never;
    const run_id = await stage.run(made);
    await stage.called();
    stage.outside = () => answered({}, 503);
    await stage.die();
    const untilAttempt = (attempt: number) =>
      stage.until(
        run_id,
        ({ steps }) => steps.flaky?.status === "retrying" && steps.flaky.attempts === attempt,
      );
    await untilAttempt(2);
    stage.pass(1_000);
    await stage.ended(run_id);
    await stage.engine.retryRun(target(run_id), BY);
    await untilAttempt(4);
    stage.outside = () => answered("at last");
    stage.pass(1_000);
    await stage.until(run_id, ({ status }) => status === "completed");
    return { segment: made, run_id };
  },
  "room-for-one": async (stage) => {
    const made = segment([call("one"), call("two")], [], { params: { max_concurrency: 1 } });
    return plain(made)(stage);
  },
  "human-task": async (stage) => {
    const made = segment(
      [
        ask({ timeout_hours: 1, on_timeout: "escalate", escalation_chain: ["lead@example.com"] }),
        transform("yes", "data.action"),
        transform("no", "data.action"),
      ],
      ["ask.approved > yes", "ask.rejected > no"],
    );
    const run_id = await stage.run(made, 1);
    const task = await stage.task(run_id, "ask");
    await stage.engine.claimTask(task, PERSON);
    await stage.engine.releaseTask(task, PERSON);
    stage.pass(HOUR + 60_000);
    await stage.until(run_id, ({ steps }) => steps.ask?.task?.escalation_level === 1);
    await stage.engine.claimTask(task, PERSON);
    const answer = {
      action: "approved",
      values: {},
      comment: "Fine",
      operation_id: null,
      decided_by: PERSON,
    };
    await stage.engine.decideTask(task, answer);
    await stage.ended(run_id);
    return { segment: made, run_id };
  },
  "task-expired": async (stage) => {
    const made = segment(
      [ask({ timeout_hours: 1, on_timeout: "route" }), transform("late", "data.action")],
      ["ask.timed_out > late"],
    );
    const run_id = await stage.run(made, 1);
    await stage.task(run_id, "ask");
    stage.pass(2 * HOUR);
    await stage.ended(run_id);
    return { segment: made, run_id };
  },
  "paused-and-resumed": async (stage) => {
    const gate = Promise.withResolvers<void>();
    stage.outside = async () => {
      await gate.promise;
      return answered(1);
    };
    const made = segment([call("first"), transform("then", "data + 1")], ["first > then"]);
    const run_id = await stage.run(made);
    await stage.called();
    await stage.engine.pauseRun(target(run_id), BY);
    gate.resolve();
    await stage.until(run_id, ({ steps }) => steps.first?.status === "completed");
    await stage.engine.resumeRun(target(run_id), BY);
    await stage.ended(run_id);
    return { segment: made, run_id };
  },
  cancelled: async (stage) => {
    stage.outside = ({ url }) => (url.endsWith("/far") ? never() : answered({}, 503));
    const flaky = call("flaky", {
      retry: { max_attempts: 3, delay_seconds: 3_600, max_delay_seconds: 3_600 },
    });
    const made = segment([call("far"), flaky, ask(), transform("after", "data")], ["far > after"]);
    const run_id = await stage.run(made);
    await stage.task(run_id, "ask");
    await stage.until(run_id, ({ steps }) => steps.flaky?.status === "retrying");
    await stage.engine.cancelRun(target(run_id), { ...BY, reason: "No longer needed" });
    return { segment: made, run_id };
  },
  "out-of-time": async (stage) => {
    const made = segment([ask()], [], { params: { timeout_seconds: 3_600 } });
    const run_id = await stage.run(made);
    await stage.task(run_id, "ask");
    stage.pass(2 * HOUR);
    await stage.ended(run_id);
    return { segment: made, run_id };
  },
  "retried-from-failed": async (stage) => {
    stage.outside = ({ url }) => answered({}, url.endsWith("/two") ? 400 : 200);
    const made = segment(
      [call("one"), call("two"), transform("three", "data")],
      ["one > two", "two > three"],
    );
    const run_id = await stage.run(made);
    await stage.ended(run_id);
    stage.outside = () => answered("mended");
    await stage.engine.retryRun(target(run_id), BY);
    await stage.until(run_id, ({ status }) => status === "completed");
    return { segment: made, run_id };
  },
  "runs-below-for-each": async (stage) => {
    await storeSegment(stage.storage, item);
    const made = below({ mode: "for_each", max_concurrency: 2 });
    const run_id = await stage.run(made, [1, 2, 3]);
    await stage.ended(run_id);
    return { segment: made, run_id };
  },
  "runs-below-until": async (stage) => {
    await storeSegment(stage.storage, item);
    return plain(below({ mode: "until", until: "data >= 4" }), 2)(stage);
  },
  "runs-below-tried-again": async (stage) => {
    const asking: Segment = { ...segment([call("ask", {}, { body: "{{ data }}" })]), segment_id: "one_call" };
    await storeSegment(stage.storage, asking);
    let refusals = 1;
    stage.outside = ({ body }) =>
      body === "2" && refusals-- > 0 ? answered({}, 503) : answered(body ?? null);
    const retry = { max_attempts: 2, delay_seconds: 0.05 };
    const config = { segment_id: "one_call", mode: "for_each", max_concurrency: 1 };
    const made = segment([step("sub", "sub_segment", config, { retry })]);
    const run_id = await stage.run(made, [1, 2, 3]);
    await stage.until(run_id, ({ steps }) => steps.sub?.status === "retrying");
    stage.pass(1_000);
    await stage.ended(run_id);
    return { segment: made, run_id };
  },
  "not-repeatable": async (stage) => {
    const made = segment(
      [call("charge", { repeatable: false }), transform("after", "data")],
      ["charge > after"],
    );
    stage.outside = never;
    const run_id = await stage.run(made);
    await stage.called();
    await stage.die();
    const task = await stage.task(run_id, "charge");
    const values = { output: "charged" };
    await stage.engine.decideTask(task, { ...FINE, action: "completed", values });
    await stage.ended(run_id);
    return { segment: made, run_id };
  },
  "started-from-a-step": async (stage) => {
    const made = segment(
      [call("one"), transform("two", "data"), call("three")],
      ["one > two", "two > three"],
    );
    const earlier = await stage.run(made);
    const { last_seq } = await stage.ended(earlier);
    const events = await stage.events(earlier);
    const recorded = startFrom(buildGraph(made, catalog), events, "two", events.at(-1)?.timestamp ?? "");
    if (!recorded.ok) throw new Error(recorded.problem);
    const origin = { run_id: earlier, step_id: "two", last_seq };
    const run_id = await stage.run(made, null, { from: { origin, recorded: recorded.drafts } });
    await stage.ended(run_id);
    return { segment: made, run_id };
  },
  "value-kept-aside": async (stage) => {
    stage.outside = () => answered("x".repeat(300_000));
    return plain(segment([call("far"), transform("size", "size(data)")], ["far > size"]))(stage);
  },
  "disabled-step": plain(
    segment(
      [call("first_off", { disabled: true }), transform("one", "data + 1"), call("off", { disabled: true })],
      ["first_off > one", "one > off"],
    ),
  ),
};
