import type { JsonObject } from "@worktrail/shared/json";
import type { Step } from "@worktrail/shared/segment/schema";
import { expect, it } from "vitest";
import type { Storage } from "../db/storage.ts";
import { readEvents } from "../journal/read-journal.ts";
import { call, segment, transform } from "./testing/segments.ts";
import {
  answer,
  describeEngine,
  eventTypes,
  ORGANIZATION,
  PERSON,
  type TestEngine,
} from "./testing/test-engine.ts";

const never = () => new Promise<never>(() => undefined);
const charging = (more: Partial<Step> = {}, params = {}) =>
  segment(
    [call("charge", { name: "Charge card", repeatable: false, ...more }), transform("after", "data.paid")],
    ["charge > after"],
    { params },
  );
const asked = (test: TestEngine, run_id: string) =>
  test.until(run_id, (state) => state.steps.charge?.task?.about === "lost_attempt");

type Start = Parameters<Parameters<typeof describeEngine>[1]>[0];

/** A run whose charge was under way when its process died, and the process that took it over. */
async function lost(start: Start, flow = charging(), input: JsonObject = { amount: 5 }) {
  const dead = await start({ outside: never });
  const run_id = await dead.run(flow, input);
  await expect.poll(() => dead.calls.length).toBe(1);
  dead.engine.crash();
  const heir = await start({ outside: () => answer({ paid: "again" }) });
  const state = await asked(heir, run_id);
  return { run_id, dead, heir, task_id: state.steps.charge?.task?.task_id ?? "" };
}

const respond = (test: TestEngine, task_id: string, action: string, values: JsonObject = {}) =>
  test.engine.decideTask(
    { organization_id: ORGANIZATION, task_id },
    { action, values, comment: null, operation_id: null, decided_by: PERSON },
  );

const taskStatus = async (storage: Storage, task_id: string) =>
  (await storage.query<{ status: string }>("select status from tasks where task_id = $1", [task_id]))[0]
    ?.status;

describeEngine("A step that is not repeatable and was under way when its process died", (start, storage) => {
  it("does not run again, and asks in the inbox what became of it, with what is known", async () => {
    const { run_id, heir, task_id } = await lost(start);
    expect(heir.calls).toHaveLength(0);
    expect(await eventTypes(storage(), run_id)).toEqual([
      "segment.started",
      "step.started",
      "step.lost",
      "human.task_created",
    ]);
    const [task] = await storage().query<{ title: string; description: string; status: string }>(
      "select title, description, status from tasks where task_id = $1",
      [task_id],
    );
    expect(task).toMatchObject({ title: "Did “Charge card” happen?", status: "open" });
    expect(task?.description).toContain(`${run_id}:charge`);
    expect(task?.description).toContain('{"amount":5}');
    const [row] = await storage().query("select status, claim_id from runs where run_id = $1", [run_id]);
    expect(row).toEqual({ status: "waiting", claim_id: null });
  });

  it("runs again with the same key once a person says that it did not happen", async () => {
    const { run_id, dead, heir, task_id } = await lost(start);
    await respond(heir, task_id, "retry");
    const state = await heir.ended(run_id);
    expect(state).toMatchObject({ status: "completed", outputs: { after: "again" } });
    expect(state.steps.charge).toMatchObject({ attempts: 2, lost: 1 });
    const keys = [...dead.calls, ...heir.calls].map(({ request }) => request.headers["idempotency-key"]);
    expect(keys).toEqual([`${run_id}:charge`, `${run_id}:charge`]);
    expect((await eventTypes(storage(), run_id)).slice(3, 7)).toEqual([
      "human.task_created",
      "human.task_completed",
      "step.retrying",
      "step.started",
    ]);
  });

  it("asks again when the attempt that a person allowed is lost too", async () => {
    const first = await lost(start);
    await first.heir.engine.stop();
    const second = await start({ outside: never });
    await respond(second, first.task_id, "retry");
    await expect.poll(() => second.calls.length).toBe(1);
    second.engine.crash();
    const third = await start();
    const state = await third.until(first.run_id, ({ steps }) => {
      const task = steps.charge?.task;
      return task?.status === "open" && task.task_id !== first.task_id;
    });
    expect(state.steps.charge).toMatchObject({ attempts: 2, lost: 2 });
    await respond(third, state.steps.charge?.task?.task_id ?? "", "completed", { output: { paid: 1 } });
    expect((await third.ended(first.run_id)).outputs).toEqual({ after: 1 });
  });

  it("goes on with the outputs that a person gives, checked as its own would be", async () => {
    const strict = [{ port_id: "output", data_type: "object" as const }];
    const { run_id, heir, task_id } = await lost(start, charging({ outputs: strict }));
    const wrong: JsonObject[] = [{}, { output: "text" }, { output: {}, elsewhere: 1 }];
    for (const values of wrong)
      await expect(respond(heir, task_id, "completed", values)).rejects.toMatchObject({
        code: "INVALID_INPUT",
      });
    await expect(respond(heir, task_id, "approved")).rejects.toMatchObject({ code: "INVALID_INPUT" });
    await respond(heir, task_id, "completed", { output: { paid: "by hand" } });
    expect((await heir.ended(run_id)).outputs).toEqual({ after: "by hand" });
    expect(heir.calls).toHaveLength(0);
    expect(await eventTypes(storage(), run_id)).not.toContain("step.retrying");
  });

  it.each([
    ["fail", "failed"],
    ["continue", "failed"],
    ["route", "completed"],
  ] as const)("that a person says has failed goes through on_error: %s", async (on_error, status) => {
    const { run_id, heir, task_id } = await lost(start, charging({ on_error, retry: { max_attempts: 5 } }));
    await respond(heir, task_id, "failed");
    const state = await heir.ended(run_id);
    // Behind `continue` comes null, which has no `paid`; behind `route` nothing comes.
    expect(state.status).toBe(status);
    expect(state.steps.charge).toMatchObject({
      status: "failed",
      error: { error_code: "STEP_REPORTED_FAILED", error_message: "Ada says that this step failed." },
    });
    expect(heir.calls).toHaveLength(0);
  });

  it("takes one decision, also when the next process dies before anybody answers", async () => {
    const { run_id, heir, task_id } = await lost(start);
    heir.engine.crash();
    const next = await start({ outside: () => answer({ paid: 1 }) });
    const answers = await Promise.allSettled([
      respond(next, task_id, "retry"),
      respond(next, task_id, "completed", { output: { paid: 2 } }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await next.ended(run_id)).status).toBe("completed");
    const types = await eventTypes(storage(), run_id);
    expect(types.filter((type) => type === "human.task_created")).toHaveLength(1);
    expect(types.filter((type) => type === "step.lost")).toHaveLength(1);
  });

  it("asks nobody any more once the run is cancelled", async () => {
    const cancelled = await lost(start);
    const target = { organization_id: ORGANIZATION, run_id: cancelled.run_id };
    await cancelled.heir.engine.cancelRun(target, { requested_by: PERSON });
    expect(await taskStatus(storage(), cancelled.task_id)).toBe("cancelled");
    await expect(respond(cancelled.heir, cancelled.task_id, "retry")).rejects.toMatchObject({
      code: "TASK_CLOSED",
    });
  });

  it("asks nobody any more once the time of the run is over", async () => {
    const timed = await lost(start, charging({}, { timeout_seconds: 2 }));
    expect((await timed.heir.ended(timed.run_id)).status).toBe("timed_out");
    expect(await taskStatus(storage(), timed.task_id)).toBe("cancelled");
  });

  it("is asked about after an orderly stop too: what it had done by then is as little known", async () => {
    const first = await start({ outside: never });
    const run_id = await first.run(charging(), { amount: 5 });
    await expect.poll(() => first.calls.length).toBe(1);
    await first.engine.stop();
    const second = await start();
    await asked(second, run_id);
    expect(second.calls).toHaveLength(0);
    const events = await readEvents(storage(), { organization_id: ORGANIZATION, run_id });
    expect(events.at(-1)).toMatchObject({ payload: { about: "lost_attempt" } });
  });

  it("whose attempt failed before its process died is tried again by its policy", async () => {
    let tries = 0;
    const outside = () => answer({ paid: ++tries }, tries === 1 ? 503 : 200);
    const dead = await start({ outside });
    const run_id = await dead.run(charging({ retry: { max_attempts: 2, delay_seconds: 1 } }));
    await dead.until(run_id, (state) => state.steps.charge?.status === "retrying");
    dead.engine.crash();
    const heir = await start({ outside });
    expect((await heir.ended(run_id)).outputs).toEqual({ after: 2 });
  });

  it("and whose run was cancelled under it is not repeated by a retry before a person has answered", async () => {
    const test = await start({ outside: never });
    const run_id = await test.run(charging(), { amount: 5 });
    await expect.poll(() => test.calls.length).toBe(1);
    const target = { organization_id: ORGANIZATION, run_id };
    await test.engine.cancelRun(target, { requested_by: PERSON });
    expect(await test.engine.retryRun(target, { requested_by: PERSON })).toEqual({ status: "waiting" });
    const state = await asked(test, run_id);
    const task_id = state.steps.charge?.task?.task_id ?? "";
    expect(await taskStatus(storage(), task_id)).toBe("open");
    await respond(test, task_id, "completed", { output: { paid: "before" } });
    expect((await test.ended(run_id)).outputs).toEqual({ after: "before" });
    expect(test.calls).toHaveLength(1);
  });
});
