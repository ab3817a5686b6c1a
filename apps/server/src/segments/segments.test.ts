import { exportSegment } from "@worktrail/shared/segment/canonical";
import type { Segment } from "@worktrail/shared/segment/schema";
import { describe, expect, test } from "vitest";
import { describeServer, signInAs } from "../testing/describe-server.ts";
import type { Answer } from "../testing/server.ts";

const segment = (segment_id: string, more: Partial<Segment> = {}): Segment => ({
  segment_id,
  name: "Double it",
  version: "1.0.0",
  steps: [{ step_id: "double", step_type: "transform", config: { expression: "data.n * 2" } }],
  ...more,
});
const broken = (segment_id: string) =>
  segment(segment_id, { steps: [{ step_id: "x", step_type: "unheard_of" }], edges: [] });

const revisionOf = (answer: Answer) => (answer.data as { revision: number }).revision;

describeServer("segments", (server) => {
  const save = (value: unknown, base_revision?: number) =>
    server().call("mutation", "segments.save", {
      segment: value,
      ...(base_revision === undefined ? {} : { base_revision }),
    });
  const get = (input: object) => server().call("query", "segments.get", input);

  test("the catalog lists the eight types with their config schemas", async () => {
    const { data } = await server().call("query", "catalog.list");
    expect(data).toMatchObject({
      version: expect.any(String),
      categories: expect.arrayContaining(["ai", "human"]),
    });
    const { types } = data as { types: Record<string, { config_schema: object }> };
    expect(Object.keys(types)).toEqual([
      "llm_agent",
      "http_action",
      "human_task",
      "condition",
      "parallel_split",
      "parallel_join",
      "sub_segment",
      "transform",
    ]);
    expect(types.transform?.config_schema).toMatchObject({ type: "object" });
  });

  test("a saved segment comes back as it was, and the same document again is the same revision", async () => {
    const drawn = segment("same_again", { metadata: { z: 1, a: "😀 kept" } });
    expect(await save(drawn)).toEqual({
      status: 200,
      data: { segment_id: "same_again", revision: 1, issues: [] },
    });
    expect(revisionOf(await save(drawn, 0))).toBe(1);
    expect(revisionOf(await save(drawn, 1))).toBe(1);
    const { data } = await get({ segment_id: "same_again" });
    const stored = data as { segment: Segment };
    expect(exportSegment(stored.segment)).toBe(exportSegment(drawn));
    expect(data).toMatchObject({ revision: 1, updated_by: { name: "Local owner" }, deleted: false });
  });

  test("what breaks the shape is refused with every place, and nothing is written", async () => {
    const answer = await save({ segment_id: "Bad Id", name: "", steps: [{ step_id: "a" }], extra: 1 });
    expect(answer.status).toBe(422);
    expect(answer.error?.data).toMatchObject({
      code: "INVALID_SEGMENT",
      path: expect.stringMatching(/^\/segment\//),
    });
    const { issues } = (answer.error?.data.details ?? {}) as { issues: { path: string }[] };
    expect(issues.map((issue) => issue.path)).toEqual(
      expect.arrayContaining(["/segment_id", "/name", "/version", "/extra", "/steps/0/step_type"]),
    );
    expect((await get({ segment_id: "bad_id" })).error?.data.code).toBe("NOT_FOUND");
    for (const value of [null, "text", [], 7]) {
      expect((await save(value)).error?.data.code).toBe("INVALID_SEGMENT");
    }
  });

  test("what is merely wrong is kept with the draft and returned", async () => {
    const answer = await save(broken("draft"));
    expect(answer.data).toMatchObject({
      revision: 1,
      issues: [{ code: "STEP_TYPE_UNKNOWN", path: "/steps/0/step_type" }],
    });
    expect((await get({ segment_id: "draft" })).data).toMatchObject({ revision: 1 });
  });

  test("a script that names no base revision makes or updates", async () => {
    expect(revisionOf(await save(segment("scripted")))).toBe(1);
    expect(revisionOf(await save(segment("scripted", { name: "Second" })))).toBe(2);
    expect((await get({ segment_id: "scripted" })).data).toMatchObject({ segment: { name: "Second" } });
    expect((await get({ segment_id: "scripted", revision: 1 })).data).toMatchObject({
      segment: { name: "Double it" },
      latest_revision: 2,
    });
  });

  test("a stale base revision is a conflict that names the current one", async () => {
    await save(segment("edited"));
    await save(segment("edited", { name: "Ada's" }), 1);
    const answer = await save(segment("edited", { name: "Ben's" }), 1);
    expect(answer.status).toBe(409);
    expect(answer.error?.data).toMatchObject({
      code: "CONFLICT",
      path: "/base_revision",
      details: { revision: 2, updated_at: expect.any(String), updated_by: { name: "Local owner" } },
    });
    expect((await get({ segment_id: "edited" })).data).toMatchObject({ segment: { name: "Ada's" } });
    expect((await save(segment("edited", { name: "New" }), 0)).error?.data.code).toBe("CONFLICT");
  });

  test("of many saves on one base exactly one is taken", async () => {
    await save(segment("contested"));
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => save(segment("contested", { name: `Edit ${index}` }), 1)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
  });

  test("of many first saves at once none is lost", async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, index) => save(segment("born", { name: `Draft ${index}` }))),
    );
    expect(answers.map(revisionOf).sort()).toEqual([1, 2, 3, 4, 5]);
  });

  test("a deleted segment is gone from the list, its revisions stay, and its id can be used again", async () => {
    await save(segment("passing"));
    expect((await server().call("mutation", "segments.delete", { segment_id: "passing" })).status).toBe(200);
    expect((await server().call("mutation", "segments.delete", { segment_id: "passing" })).status).toBe(404);
    expect((await get({ segment_id: "passing" })).status).toBe(404);
    expect((await get({ segment_id: "passing", revision: 1 })).data).toMatchObject({ deleted: true });
    expect((await save(segment("passing", { name: "Stale tab" }), 1)).status).toBe(409);
    const { data } = await server().call("query", "segments.list");
    const { segments } = data as { segments: { segment_id: string }[] };
    expect(segments.map((one) => one.segment_id)).not.toContain("passing");
    expect(revisionOf(await save(segment("passing")))).toBe(2);
    const versions = await server().call("query", "segments.versions", { segment_id: "passing" });
    expect(versions.data).toMatchObject({ versions: [{ revision: 2 }, { revision: 1 }] });
  });

  test("validation answers for any value, by POST as well, and writes nothing", async () => {
    const ask = (value: unknown) => server().call("mutation", "segments.validate", { segment: value });
    expect((await ask(segment("asked"))).data).toEqual({ valid: true, issues: [] });
    expect((await ask(broken("asked"))).data).toMatchObject({
      valid: false,
      issues: [{ code: "STEP_TYPE_UNKNOWN" }],
    });
    expect((await ask("nonsense")).data).toMatchObject({ valid: false });
    expect((await get({ segment_id: "asked" })).status).toBe(404);
  });

  test("a segment of the largest size is kept, and one beyond it refused", async () => {
    const steps = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        step_id: `s${index}`,
        step_type: "transform",
        config: { expression: "data" },
      }));
    expect((await save(segment("large", { steps: steps(2_000) }))).status).toBe(200);
    expect((await save(segment("larger", { steps: steps(2_001) }))).error?.data.code).toBe("INVALID_SEGMENT");
  });

  test("nesting deeper than a stack is refused and the server lives", async () => {
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    for (const procedure of ["segments.save", "segments.validate", "runs.start"]) {
      const response = await server().fetch(`/trpc/${procedure}`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: "Bearer test-token-0123456789" },
        body: `{"segment":{"metadata":{"x":${deep}}}}`,
      });
      expect(response.status).toBeLessThan(500);
    }
    expect((await server().fetch("/healthz")).status).toBe(200);
  });

  describe("who may", () => {
    test("a viewer reads and validates, but saves and deletes nothing", async () => {
      await save(segment("shared"));
      const viewer = await signInAs(server(), "viewer");
      expect((await viewer.call("query", "segments.get", { segment_id: "shared" })).status).toBe(200);
      expect((await viewer.call("mutation", "segments.save", { segment: segment("shared") })).status).toBe(
        403,
      );
      expect((await viewer.call("mutation", "segments.delete", { segment_id: "shared" })).status).toBe(403);
    });

    test("another organisation sees nothing of it and may use the same id", async () => {
      await save(segment("ours", { name: "Ours" }));
      const stranger = await signInAs(server(), "owner", "another organisation");
      const asked = { segment_id: "ours" };
      expect((await stranger.call("query", "segments.get", asked)).status).toBe(404);
      expect((await stranger.call("query", "segments.versions", asked)).status).toBe(404);
      expect((await stranger.call("mutation", "segments.delete", asked)).status).toBe(404);
      expect((await stranger.call("query", "segments.list")).data).toEqual({ segments: [] });
      const theirs = await stranger.call("mutation", "segments.save", {
        segment: segment("ours", { name: "Theirs" }),
      });
      expect(theirs.data).toMatchObject({ revision: 1 });
      expect((await get(asked)).data).toMatchObject({ segment: { name: "Ours" } });
    });
  });
});
