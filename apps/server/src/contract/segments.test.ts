// Segments over the wire: every way to be wrong is located, limits hold, and the same segment is the same bytes.
import { isDeepStrictEqual } from "node:util";
import { exportSegment } from "@worktrail/shared/segment/canonical";
import type { Issue } from "@worktrail/shared/segment/issue";
import { badSegments } from "@worktrail/shared/testing/bad-segments";
import { expect, test } from "vitest";
import { segment, step, transform } from "../engine/testing/segments.ts";
import { assertClean } from "./testing/clean-text.ts";
import { describeContract } from "./testing/describe-contract.ts";

type Saved = { segment_id: string; revision: number; issues: Issue[] };
type Checked = { valid: boolean; issues: Issue[] };

/** Those that JSON can carry as they are. */
const values = badSegments.filter(({ given }) => typeof given !== "string" && survivesJson(given));

function survivesJson(value: unknown): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value);
  } catch {
    return false;
  }
}
const idOf = (given: unknown) => (given as { segment_id?: unknown }).segment_id;

/** Objects that are the author's own: the order of their keys is theirs. */
const FREE = new Set(["config", "metadata", "schema", "input_schema"]);

/** The same value with the keys of every object of the contract in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, part]) => [key, FREE.has(key) ? part : reversed(part)]),
  );
}

describeContract("segments from outside", (contract) => {
  test.each(values)("$outcome: $name", async ({ given, outcome, code, path }) => {
    const c = contract();
    const checked = await c.call("mutation", "segments.validate", { segment: given });
    const { valid, issues } = checked.data as Checked;
    expect(valid).toBe(!issues.some((issue) => issue.severity === "error"));
    if (outcome !== "warning") expect(valid).toBe(false);
    const severity = outcome === "warning" ? "warning" : "error";
    expect(issues).toContainEqual(
      expect.objectContaining({ code, path, severity, message: expect.stringMatching(/[.?]$/) }),
    );
    for (const { message } of issues) assertClean(message);

    const saved = await c.call("mutation", "segments.save", { segment: given });
    if (outcome === "refused") {
      expect(saved.error?.data).toMatchObject({
        code: "INVALID_SEGMENT",
        httpStatus: 422,
        details: { issues },
      });
    } else {
      expect((saved.data as Saved).issues).toEqual(issues);
      expect((saved.data as Saved).segment_id).toBe(idOf(given));
    }
    if (outcome === "warning") return;
    const started = await c.call("mutation", "runs.start", { segment: given, input: {} });
    expect(started.error?.data.code).toBe("INVALID_SEGMENT");
    assertClean(JSON.stringify([checked, saved, started]).replaceAll("/steps/", ""));
  });

  test("the order of keys is no change: the same segment is the same revision and the same bytes", async () => {
    const c = contract();
    const full = segment(
      [
        step(
          "fetch",
          "http_action",
          { url: "https://example.com/{{ data.id }}", method: "GET" },
          {
            name: "Fetch",
            retry: { max_attempts: 3 },
            timeout_seconds: 30,
            on_error: "route",
            position: { x: 1.5, y: -2 },
            ui: { color: "#50C878", collapsed: false },
          },
        ),
        transform("after", "data"),
      ],
      ["fetch > after"],
      {
        segment_id: "bytes",
        metadata: { z: 1, a: { y: [1], b: null } },
        params: { timeout_seconds: 300, max_retries: 3 },
      },
    );
    const first = await c.mutate<Saved>("segments.save", { segment: full });
    const second = await c.mutate<Saved>("segments.save", {
      segment: reversed(full),
      base_revision: first.revision,
    });
    expect(second.revision).toBe(first.revision);
    const got = await c.query<{ segment: typeof full }>("segments.get", { segment_id: "bytes" });
    expect(got.segment).toEqual(full);
    const exported = exportSegment(got.segment);
    expect(exportSegment(reversed(full) as typeof full)).toBe(exported);
    expect(exported).toMatch(/^\{\n {2}"segment_id": "bytes",\n[\s\S]*\}\n$/);
    expect(JSON.stringify(got.segment)).toBe(JSON.stringify(JSON.parse(exported)));
  });

  const many = (count: number) => Array.from({ length: count }, (_, index) => transform(`s${index}`, "data"));
  const chain = (count: number) =>
    Array.from({ length: count - 1 }, (_, index) => `s${index} > s${index + 1}`);

  test("two thousand steps in a row are kept and run; one more is refused", { timeout: 60_000 }, async () => {
    const c = contract();
    const largest = segment(many(2_000), chain(2_000), { segment_id: "largest" });
    const saved = await c.mutate<Saved>("segments.save", { segment: largest });
    expect(saved.issues).toEqual([]);
    const { run_id } = await c.mutate<{ run_id: string }>("runs.start", {
      segment_id: "largest",
      input: { n: 1 },
    });
    expect(await c.until(run_id, ({ status }) => status === "completed")).toMatchObject({
      outputs: { s1999: { n: 1 } },
    });

    const over = await c.call("mutation", "segments.save", { segment: segment(many(2_001), []) });
    expect(over.error?.data).toMatchObject({
      code: "INVALID_SEGMENT",
      details: { issues: [expect.objectContaining({ path: "/steps" })] },
    });
  });

  test("a draft with errors is kept, refuses to start, and runs once it is mended", async () => {
    const c = contract();
    const draft = segment([transform("one", "data +")], [], { segment_id: "draft" });
    const saved = await c.mutate<Saved>("segments.save", { segment: draft, base_revision: 0 });
    expect(saved.issues).toMatchObject([
      { path: "/steps/0/config/expression", severity: "error", step_id: "one" },
    ]);
    const refused = await c.call("mutation", "runs.start", { segment_id: "draft", input: 1 });
    expect(refused.error?.data).toMatchObject({ code: "INVALID_SEGMENT", details: { issues: saved.issues } });
    const mended = segment([transform("one", "data + 1")], [], { segment_id: "draft" });
    const next = await c.mutate<Saved>("segments.save", { segment: mended, base_revision: saved.revision });
    const { run_id } = await c.mutate<{ run_id: string }>("runs.start", { segment_id: "draft", input: 1 });
    expect((await c.ended(run_id)).outputs).toEqual({ one: 2 });
    const old = await c.call("mutation", "runs.start", {
      segment_id: "draft",
      revision: saved.revision,
      input: 1,
    });
    expect(old.error?.data.code).toBe("INVALID_SEGMENT");
    const { versions } = await c.query<{ versions: { revision: number }[] }>("segments.versions", {
      segment_id: "draft",
    });
    expect(versions.map(({ revision }) => revision)).toEqual([next.revision, saved.revision]);
  });

  test("the catalog describes the eight types so that a form can be made of it", async () => {
    const { version, categories, types } = await contract().query<{
      version: unknown;
      categories: unknown[];
      types: Record<string, Record<string, unknown>>;
    }>("catalog.list");
    expect(version).toEqual(expect.anything());
    expect(categories.length).toBeGreaterThan(0);
    expect(Object.keys(types).toSorted()).toEqual([
      "condition",
      "http_action",
      "human_task",
      "llm_agent",
      "parallel_join",
      "parallel_split",
      "sub_segment",
      "transform",
    ]);
    for (const [type_id, type] of Object.entries(types)) {
      expect(type).toMatchObject({
        type_id,
        version: expect.any(String),
        display_name: expect.any(String),
        description: expect.any(String),
        category: expect.stringMatching(/^(ai|integration|human|control|utility|data)$/),
        icon: expect.any(String),
        color: expect.stringMatching(/^#[0-9A-F]{6}$/i),
        config_schema: expect.objectContaining({ type: "object" }),
        supports_retry: expect.any(Boolean),
        supports_timeout: expect.any(Boolean),
        examples: expect.any(Array),
        docs: expect.any(String),
      });
    }
  });
});
