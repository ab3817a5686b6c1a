import { readFileSync } from "node:fs";
import { exportSegment } from "@worktrail/shared/segment/canonical";
import type { Segment } from "@worktrail/shared/segment/schema";
import { validateSegment } from "@worktrail/shared/segment/validate";
import { catalog } from "@worktrail/steps/contracts";
import { describe, expect, test } from "vitest";
import { describeServer } from "../testing/describe-server.ts";
import { untilRun } from "../testing/until-run.ts";
import { exampleSegments } from "./examples.ts";
import { seedExamples } from "./seed-examples.ts";

const examples = exampleSegments("http://127.0.0.1:4700").map(
  (segment) => [segment.segment_id, segment] as const,
);

describe("the shipped examples", () => {
  test.each(examples)("%s has neither errors nor warnings", (_id, segment) => {
    expect(validateSegment(segment, catalog)).toEqual([]);
  });

  test.each(examples)("%s is stored as it would be exported", (id, segment) => {
    const text = readFileSync(new URL(`segments/${id}.json`, import.meta.url), "utf8");
    expect(exportSegment(segment)).toBe(text);
  });

  test.each(examples)(
    "%s is laid out: no two steps lie on each other, and a note explains it",
    (_id, segment) => {
      const places = segment.steps.map(({ position }) => position);
      for (const [index, one] of places.entries()) {
        for (const other of places.slice(index + 1)) {
          const apart =
            Math.abs((one?.x ?? 0) - (other?.x ?? 0)) >= 280 ||
            Math.abs((one?.y ?? 0) - (other?.y ?? 0)) >= 120;
          expect(apart).toBe(true);
        }
      }
      expect(segment.notes?.length).toBeGreaterThan(0);
    },
  );
});

describeServer("the examples of a new server", (server) => {
  const call = (kind: "query" | "mutation", procedure: string, input?: unknown) =>
    server().call(kind, procedure, input);
  const start = async (segment_id: string, input?: unknown) => {
    const { data } = await call("mutation", "runs.start", {
      segment_id,
      ...(input === undefined ? {} : { input }),
    });
    return (data as { run_id: string }).run_id;
  };
  const stored = async () => {
    const { data } = await call("query", "segments.list");
    return (data as { segments: { segment_id: string }[] }).segments
      .map(({ segment_id }) => segment_id)
      .sort();
  };

  test("are there from the first start", async () => {
    expect(await stored()).toEqual(examples.map(([id]) => id).sort());
  });

  test("data_pipeline calls this server's demo service and has the model look at the orders", async () => {
    const run = await untilRun(server(), await start("data_pipeline"));
    expect(run).toMatchObject({ status: "completed", error: null });
    expect(run.steps.transform?.outputs?.output).toHaveLength(12);
    expect(run.steps.analyze).toMatchObject({ status: "completed", simulated: true });
    expect(run.outputs?.analyze).toContain("Demo answer");
  });

  test("refund_approval waits for a person and goes the way that they choose", async () => {
    for (const [action, step, status] of [
      ["approved", "pay_back", "refunded"],
      ["rejected", "decline", "declined"],
    ] as const) {
      const run_id = await start("refund_approval");
      const waiting = await untilRun(server(), run_id, (run) => run.status === "waiting");
      const { data } = await call("query", "tasks.list", { run_id });
      const [task] = (data as { tasks: { task_id: string; title: string }[] }).tasks;
      expect(task).toMatchObject({
        task_id: waiting.steps.approval?.task_id,
        title: "Refund 149 EUR to Nordwind Cycles?",
      });
      await call("mutation", "tasks.respond", { task_id: task?.task_id, action });
      const run = await untilRun(server(), run_id);
      expect(run).toMatchObject({ status: "completed", outputs: { [step]: { status } } });
    }
  });

  test("order_check runs one side of the branch and joins behind it", async () => {
    const large = await untilRun(server(), await start("order_check"));
    expect(large.outputs?.confirm).toBe("Dear Velo Atelier, we confirm your order. Deposit: 328 EUR.");
    expect(large.steps.straight_on?.status).toBe("skipped");
    const small = await untilRun(
      server(),
      await start("order_check", { customer: "Fjell Sport", amount: 90 }),
    );
    expect(small.outputs?.confirm).toBe("Dear Fjell Sport, we confirm your order. Deposit: 0 EUR.");
    expect(small.steps.closer_look?.status).toBe("skipped");
  });

  test("message_desk asks three models at once and reports", async () => {
    const run = await untilRun(server(), await start("message_desk"));
    expect(run).toMatchObject({
      status: "completed",
      outputs: { report: { team: "support", urgent: true, reply: expect.stringContaining("pannier") } },
    });
  });

  test("that somebody deleted or changed stay so at the next start", async () => {
    const { data } = await call("query", "segments.get", { segment_id: "order_check" });
    const { segment } = data as { segment: Segment };
    await call("mutation", "segments.save", { segment: { ...segment, name: "Mine" } });
    await call("mutation", "segments.delete", { segment_id: "message_desk" });
    await seedExamples(server().deps, server().url);
    expect(await stored()).not.toContain("message_desk");
    const after = await call("query", "segments.get", { segment_id: "order_check" });
    expect(after.data).toMatchObject({ segment: { name: "Mine" } });
  });
});
