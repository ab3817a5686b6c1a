import type { JsonObject } from "@worktrail/shared/json";
import type { Issue } from "@worktrail/shared/segment/issue";
import type { Segment, Step } from "@worktrail/shared/segment/schema";
import { expect, test } from "vitest";
import { describeServer, signInAs } from "../testing/describe-server.ts";

function calls(segment_id: string, others: readonly string[], more: Partial<Step> = {}): Segment {
  const steps = others.map((other, index) => ({
    step_id: `run_${index}`,
    step_type: "sub_segment",
    config: { segment_id: other } as JsonObject,
    ...more,
  }));
  const end: Step = { step_id: "end", step_type: "transform", config: { expression: "data" } };
  return { segment_id, name: segment_id, version: "1.0.0", steps: [...steps, end] };
}

describeServer("segments that run other segments", (server) => {
  const change = (procedure: string, input: object) => server().call("mutation", procedure, input);
  const save = async (segment: Segment) => {
    const { data } = await change("segments.save", { segment });
    const { issues } = data as { issues: Issue[] };
    return issues
      .filter(({ code }) => code.startsWith("SUB_SEGMENT"))
      .map(({ code, path, message }) => ({ code, path, message }));
  };

  test("one that calls itself is kept as a draft with the way that leads back", async () => {
    expect(await save(calls("narcissus", ["narcissus"]))).toEqual([
      {
        code: "SUB_SEGMENT_RECURSION",
        path: "/steps/0/config/segment_id",
        message: expect.stringContaining("narcissus → narcissus"),
      },
    ]);
  });

  test("a way back over others is refused at publishing and at start, with the cycle named", async () => {
    await save(calls("ring_c", []));
    await save(calls("ring_b", ["ring_c"]));
    await save(calls("ring_a", ["ring_b"]));
    const [issue] = await save(calls("ring_c", ["ring_a"]));
    expect(issue?.message).toContain("ring_c → ring_a → ring_b → ring_c");
    for (const [procedure, input] of [
      ["segments.publish", { segment_id: "ring_c" }],
      ["runs.start", { segment_id: "ring_c", input: {} }],
      ["runs.start", { segment: calls("ring_d", ["ring_a"]), input: {} }],
    ] as const) {
      const { error } = await change(procedure, input);
      expect(error).toMatchObject({ data: { code: "INVALID_SEGMENT" } });
      expect(JSON.stringify(error)).toContain("SUB_SEGMENT_RECURSION");
    }
  });

  test("a published revision counts, not the draft behind it", async () => {
    await save(calls("shown", []));
    await change("segments.publish", { segment_id: "shown" });
    await save(calls("caller", ["shown"]));
    await save(calls("shown", ["caller"]));
    expect(await save(calls("caller", ["shown", "shown"]))).toEqual([]);
  });

  test("missing, deleted and foreign segments are all just not there", async () => {
    await save(calls("gone", []));
    await change("segments.delete", { segment_id: "gone" });
    const stranger = await signInAs(server(), "owner", "another organisation");
    await stranger.call("mutation", "segments.save", { segment: calls("foreign", []) });
    const issues = await save(calls("seeker", ["never", "gone", "foreign"]));
    expect(issues.map(({ code }) => code)).toEqual(Array(3).fill("SUB_SEGMENT_NOT_FOUND"));
    expect(new Set(issues.map(({ message }) => message.replace(/never|gone|foreign/, "x"))).size).toBe(1);
  });

  test("one with errors is refused with the first of them", async () => {
    const broken = calls("broken", []);
    broken.steps[0] = { step_id: "end", step_type: "transform", config: { expression: "1 +" } };
    await save(broken);
    expect(await save(calls("user_of_broken", ["broken"]))).toMatchObject([{ code: "SUB_SEGMENT_INVALID" }]);
  });

  test("a disabled step runs nothing and so needs nothing", async () => {
    expect(await save(calls("sleeping", ["never"], { disabled: true }))).toEqual([]);
  });
});
