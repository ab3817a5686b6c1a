// Requests that no honest client sends: each is refused in one shape, nothing falls over, nothing slips out.
import { expect, test } from "vitest";
import { segment, step, transform } from "../engine/testing/segments.ts";
import { TEST_TOKEN } from "../testing/server.ts";
import { assertClean } from "./testing/clean-text.ts";
import { describeContract } from "./testing/describe-contract.ts";

type Body = string | Uint8Array<ArrayBuffer> | undefined;

const AUTH = { authorization: `Bearer ${TEST_TOKEN}` };
const good = segment([transform("one", "data")], [], { segment_id: "good_one" });
const text = (value: unknown) => JSON.stringify(value);
const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;

describeContract("bad requests", (contract) => {
  const post = async (path: string, body: Body, headers: Record<string, string> = {}) => {
    const response = await contract().server.fetch(path, {
      method: "POST",
      headers: { ...AUTH, "content-type": "application/json", ...headers },
      body: body ?? null,
    });
    return { status: response.status, body: await response.text() };
  };
  const expectRefusal = ({ status, body }: { status: number; body: string }, what: string) => {
    expect([what, status >= 400 && status < 500]).toEqual([what, true]);
    const { error } = JSON.parse(body) as {
      error: { message: string; data: { code: string; httpStatus: number } };
    };
    expect(error).toEqual({
      code: expect.any(Number),
      message: expect.stringMatching(/^[A-Z"].*[.]$/s),
      data: expect.objectContaining({ code: expect.stringMatching(/^[A-Z_]+$/), httpStatus: status }),
    });
    assertClean(body);
  };
  const alive = async () => expect((await contract().server.fetch("/readyz")).status).toBe(200);
  const counts = async () => {
    const c = contract();
    const { segments } = await c.query<{ segments: unknown[] }>("segments.list", {});
    const { runs } = await c.query<{ runs: unknown[] }>("runs.list", { limit: 200 });
    return [segments.length, runs.length];
  };

  const BODIES: Record<string, Body> = {
    "nothing at all": undefined,
    "an empty text": "",
    "no JSON": "{nope",
    "a trailing comma": '{"segment":{},}',
    "two values": "{}{}",
    "a byte order mark": `\uFEFF${text({ segment: good })}x`,
    null: "null",
    "a number": "7",
    "a text": '"text"',
    "a list": "[]",
    true: "true",
    "bytes that are no UTF-8": new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
    "nesting of 100,000": `{"segment":${nested(100_000)},"input":{}}`,
    "nesting of 100,000 in the input": `{"segment":${text(good)},"input":${nested(100_000)}}`,
    "a segment that is a list": '{"segment":[]}',
    "a segment that is a text": `{"segment":${text(text(good))}}`,
    "nesting of 100,000 in metadata": text({ segment: { ...good, metadata: { deep: 0 } } }).replace(
      '"deep":0',
      `"deep":${nested(100_000)}`,
    ),
    "__proto__ as a key of a segment": text({ segment: good }).replace("{", '{"__proto__":{"polluted":1},'),
    "__proto__ inside a segment": text({ segment: good }).replace(
      '"steps"',
      '"__proto__":{"polluted":1},"steps"',
    ),
    "constructor in the metadata": `{"segment":${text({ ...good, metadata: { constructor: { prototype: 1 } } })}}`,
    "__proto__ as a step's id": `{"segment":${text({ ...good, steps: [{ step_id: "__proto__", step_type: "transform" }] })}}`,
    "a number beyond all bounds": `{"segment":${text({ ...good, metadata: { n: 0 } }).replace('"n":0', '"n":1e400')}}`,
    "U+0000 in a name": `{"segment":${text({ ...good, name: "a\u0000b" })}}`,
    "half a surrogate pair": `{"segment":${text(good).replace('"Test"', '"\\ud800"')}}`,
  };

  test.each(Object.entries(BODIES))(
    "%s is refused by save and start, and nothing is written",
    async (what, body) => {
      const before = await counts();
      for (const procedure of ["segments.save", "runs.start"])
        expectRefusal(await post(`/trpc/${procedure}`, body), what);
      expect(await counts()).toEqual(before);
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
      await alive();
    },
  );

  test("a body of 20 MB is refused with 413", async () => {
    const answer = await post("/trpc/segments.save", `{"segment":"${"x".repeat(20_000_000)}"}`);
    expect(answer.status).toBe(413);
    expectRefusal(answer, "20 MB");
    await alive();
  });

  test.each([
    "text/plain",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded",
    "application/xml",
    "garbage",
  ])("a body that says it is %s is refused", async (type) => {
    const answer = await post("/trpc/segments.save", text({ segment: good }), { "content-type": type });
    expectRefusal(answer, type);
  });

  test("addresses, methods and queries that mean nothing are refused", async () => {
    const { server } = contract();
    const paths = [
      "/trpc/nothing.here",
      "/trpc/runs",
      "/trpc/__proto__",
      "/trpc/constructor.constructor",
      "/trpc/runs.get?input={nope",
      "/trpc/runs.get?input=",
      "/trpc/runs.get?input=%00",
      "/trpc/runs.get?input=%7B%22run_id%22%3A%7B%7D%7D",
      "/trpc/runs.get?input=null",
      "/trpc/runs.start",
      "/trpc/",
      "/trpc/a/b/c",
      `/trpc/${"x".repeat(6_000)}`,
      "/trpc/%E0%A4%A",
      "/trpc/runs.get,runs.get?batch=1&input={nope",
      "/api/auth/nothing",
      "/hooks/0123456789",
      "/demo/nothing.txt",
    ];
    for (const path of paths) {
      const response = await server.fetch(path, { headers: AUTH });
      const body = await response.text();
      expect([path.slice(0, 60), response.status >= 400 && response.status < 500]).toEqual([
        path.slice(0, 60),
        true,
      ]);
      assertClean(body);
    }
    for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS"]) {
      const response = await server.fetch("/trpc/runs.list", { method, headers: AUTH });
      expect([method, response.status >= 400 && response.status < 500]).toEqual([method, true]);
    }
    await alive();
  });

  const NASTY: Record<string, string> = {
    "U+0000": "a\u0000b",
    "half a surrogate pair": "\ud800",
    SQL: "'; drop table runs; --",
    "a wildcard": "%",
    "a path": "../../etc/passwd",
    "a template": "{{ secrets.X }}",
    "right-to-left marks": "\u202Egpj.exe",
  };

  test.each(Object.entries(NASTY))(
    "%s in any text is taken as it is or refused, never an accident",
    async (what, nasty) => {
      const c = contract();
      const approval = step("ask", "human_task", {
        task_type: "input",
        title: "Say",
        form_schema: { type: "object" },
      });
      const run_id = await c.start(segment([approval]));
      await c.until(run_id, ({ status }) => status === "waiting");
      const { tasks } = await c.query<{ tasks: { task_id: string }[] }>("tasks.list", { run_id });
      const task_id = tasks[0]?.task_id;
      const calls: ["query" | "mutation", string, object][] = [
        ["query", "segments.get", { segment_id: nasty }],
        ["query", "segments.list", { project_id: nasty }],
        ["query", "segments.versions", { segment_id: nasty }],
        ["mutation", "segments.delete", { segment_id: nasty }],
        ["mutation", "segments.save", { segment: { ...good, description: nasty } }],
        ["mutation", "segments.save", { segment: { ...good, metadata: { [nasty]: nasty } } }],
        ["query", "runs.get", { run_id: nasty }],
        ["query", "runs.events", { run_id: nasty }],
        ["query", "runs.list", { cursor: nasty }],
        [
          "query",
          "runs.list",
          { cursor: Buffer.from(text(["2026-01-01T00:00:00.000Z", nasty])).toString("base64url") },
        ],
        ["query", "runs.list", { segment_id: nasty }],
        ["query", "runs.list", { status: nasty }],
        ["mutation", "runs.cancel", { run_id: nasty }],
        ["mutation", "runs.start", { segment: good, input: nasty }],
        ["mutation", "runs.start", { segment: good, input: { [nasty]: [nasty] } }],
        ["mutation", "runs.start", { segment: good, input: 1, idempotency_key: nasty }],
        ["query", "tasks.list", { run_id: nasty }],
        ["query", "tasks.get", { task_id: nasty }],
        ["mutation", "tasks.respond", { task_id: nasty, action: "submitted" }],
        ["mutation", "tasks.respond", { task_id, action: nasty }],
        [
          "mutation",
          "tasks.respond",
          { task_id, action: "submitted", values: { [nasty]: nasty }, comment: nasty, operation_id: nasty },
        ],
        ["mutation", "runs.cancel", { run_id, reason: nasty }],
      ];
      for (const [kind, procedure, input] of calls) {
        const { status, data, error } = await c.call(kind, procedure, input);
        expect([what, procedure, input, status < 500]).toEqual([what, procedure, input, true]);
        if (procedure !== "runs.start" || error) continue;
        const run = await c.ended((data as { run_id: string }).run_id);
        expect([run.status, run.outputs]).toEqual(["completed", { one: run.input }]);
        expect(run.input).toEqual((input as { input: unknown }).input);
      }
      await alive();
    },
  );

  test("numbers that JSON writers disagree about do not change on the way", async () => {
    const c = contract();
    const answer = await post("/trpc/runs.start", `{"segment":${text(good)},"input":{"n":1e400}}`);
    expectRefusal(answer, "1e400");
    const run = await c.run(good, { n: 9_007_199_254_740_991, m: -1e308, z: 1.7976931348623157e308 });
    expect(run.outputs).toEqual({ one: { n: 9_007_199_254_740_991, m: -1e308, z: 1.7976931348623157e308 } });
  });
});
