import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { reduceRun } from "@worktrail/shared/run/reduce";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeTestDatabase, type TestDatabase } from "../testing/database.ts";
import { startTestServer } from "../testing/server.ts";
import { untilRun } from "../testing/until-run.ts";

const BIN = fileURLToPath(new URL("../../bin/worktrail.mjs", import.meta.url));
const example = (name: string) =>
  fileURLToPath(new URL(`../examples/segments/${name}.json`, import.meta.url));

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "worktrail-cli-"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function start(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd: directory,
    env: { PATH: process.env.PATH ?? "", PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (output.stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (output.stderr += String(chunk)));
  const finished = once(child, "close").then(([code]) => ({ code: Number(code), ...output }));
  return { child, finished };
}
const worktrail = (args: string[], env: Record<string, string> = {}) => start(args, env).finished;

function file(name: string, content: string | Buffer): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}
const failing = {
  segment_id: "failing",
  name: "Failing",
  version: "1.0.0",
  steps: [{ step_id: "look", step_type: "condition", config: { expression: "data.n" } }],
};

describe("worktrail run", () => {
  test("tells the events, prints the outputs and exits 0", async () => {
    const { code, stdout, stderr } = await worktrail([
      "run",
      example("order_check"),
      "--input",
      '{"customer":"Ada","amount":5}',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/segment\.started\n.*step\.started +is_large/);
    expect(stdout).toMatch(/step\.skipped +closer_look/);
    expect(JSON.parse(stdout.slice(stdout.indexOf("\n{") + 1))).toEqual({
      confirm: "Dear Ada, we confirm your order. Deposit: 0 EUR.",
    });
  });

  test("prints whole events, one to a line, when asked for JSON", async () => {
    const { code, stdout } = await worktrail(["run", example("message_desk"), "--json"]);
    const events = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as WorktrailEvent);
    expect(code).toBe(0);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(reduceRun(events)).toMatchObject({
      status: "completed",
      outputs: { report: { team: "support" } },
    });
  });

  test("exits 1 with the reason when the run fails", async () => {
    const path = file("failing.json", JSON.stringify(failing));
    const { code, stdout, stderr } = await worktrail(["run", path, "--input", '{"n":1}']);
    expect(code).toBe(1);
    expect(stdout).toContain("CONDITION_NOT_BOOLEAN");
    expect(stderr).toMatch(/^The run ended as failed: /);
  });

  test("exits 3 and names the task when the run waits for a person", async () => {
    const { code, stderr } = await worktrail(["run", example("refund_approval")]);
    expect(code).toBe(3);
    expect(stderr).toContain("Refund 149 EUR to Nordwind Cycles?");
  });

  test.each([
    ["a file that is not there", ["run", "nowhere.json"], "cannot be read"],
    ["no file", ["run"], "Name one segment file"],
    ["input that is not JSON", ["run", example("order_check"), "--input", "{"], "not valid JSON"],
    [
      "input that does not fit",
      ["run", example("order_check"), "--input", '{"amount":-1}'],
      "does not fit this segment",
    ],
    ["an option that does not exist", ["run", example("order_check"), "--fast"], "--fast"],
  ])("%s is one sentence and exit code 1", async (_what, args, sentence) => {
    const { code, stdout, stderr } = await worktrail(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  test("a segment with errors does not run, and each error is told with its place", async () => {
    const path = file(
      "unknown.json",
      JSON.stringify({ ...failing, steps: [{ step_id: "x", step_type: "magic" }] }),
    );
    const { code, stderr } = await worktrail(["run", path]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/error +\/steps\/0\/step_type .*\[STEP_TYPE_UNKNOWN\]/);
  });
});

describe("worktrail validate", () => {
  test("exits 0 for a valid segment", async () => {
    const { code, stdout } = await worktrail(["validate", example("order_check")]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/is valid\.\n$/);
  });

  test("exits 1 and tells every issue with its place", async () => {
    const shapeless = await worktrail(["validate", file("shape.json", '{"segment_id":"A","steps":[]}')]);
    expect(shapeless.code).toBe(1);
    for (const place of ["/segment_id", "/name", "/version"])
      expect(shapeless.stdout).toContain(`error    ${place}  `);
    const syntax = await worktrail(["validate", file("syntax.json", '{"segment_id": "a",}')]);
    expect(syntax).toMatchObject({ code: 1, stdout: expect.stringContaining("JSON_SYNTAX") });
    const bytes = await worktrail(["validate", file("bytes.json", Buffer.from([0x22, 0xff, 0x22]))]);
    expect(bytes).toMatchObject({ code: 1, stderr: expect.stringContaining("not valid UTF-8") });
  });

  test("answers in JSON when asked", async () => {
    const { stdout } = await worktrail(["validate", "--json", file("again.json", JSON.stringify(failing))]);
    expect(JSON.parse(stdout)).toEqual({ valid: true, issues: [] });
  });
});

describe("worktrail worker", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await makeTestDatabase("postgres");
  });
  afterAll(() => database.drop());

  test("refuses the embedded database with a sentence", async () => {
    const { code, stderr } = await worktrail(["worker"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^A worker shares a PostgreSQL database.*DATABASE_URL.*\.\n$/);
  });

  test("takes over the runs of a server that went away, and leaves cleanly on SIGTERM", async () => {
    const server = await startTestServer(database);
    const { data } = await server.call("mutation", "runs.start", { segment_id: "refund_approval" });
    const { run_id } = data as { run_id: string };
    const { steps } = await untilRun(server, run_id, ({ status }) => status === "waiting");
    const worker = start(["worker"], { DATABASE_URL: database.env.databaseUrl ?? "" });
    await once(worker.child.stdout, "data");
    const task_id = steps.approval?.task_id;
    await server.call("mutation", "tasks.respond", { task_id, action: "approved" });
    await untilRun(server, run_id);
    worker.child.kill("SIGTERM");
    expect(await worker.finished).toMatchObject({ code: 0, stdout: "Worktrail worker is running.\n" });
    await server.close();
  });
});
