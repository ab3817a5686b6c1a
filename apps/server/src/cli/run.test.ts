import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
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
let database: TestDatabase;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "worktrail-cli-"));
  database = await makeTestDatabase("postgres");
});
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await database.drop();
});
/** For tests that do not care which database: the embedded one takes seconds to make. */
const onPostgres = () => ({ DATABASE_URL: database.env.databaseUrl ?? "" });

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
  test("runs stored segments of the database that it is given, and says in words when there are none", {
    timeout: 120_000,
  }, async () => {
    const calling = {
      ...failing,
      segment_id: "calling",
      steps: [{ step_id: "sub", step_type: "sub_segment", config: { segment_id: "stored" } }],
    };
    const path = file("calling.json", JSON.stringify(calling));
    const alone = await worktrail(["run", path]);
    expect(alone).toMatchObject({ code: 1, stdout: "" });
    expect(alone.stderr).toMatch(/There is no segment stored\..* set DATABASE_URL/);
    expect(alone.stderr).not.toContain("    at ");
    const server = await startTestServer(database);
    const step = { step_id: "add", step_type: "transform", config: { expression: "data.n + 1" } };
    await server.call("mutation", "segments.save", {
      segment: { ...failing, segment_id: "stored", steps: [step] },
    });
    await server.close();
    const { code, stdout } = await worktrail(["run", path, "--input", '{"n":1}'], onPostgres());
    expect(code).toBe(0);
    expect(stdout).toMatch(/"sub": 2/);
  });

  test("tells the events, prints the outputs and exits 0, on a database of its own", {
    timeout: 60_000,
  }, async () => {
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
    const { code, stdout } = await worktrail(["run", example("message_desk"), "--json"], onPostgres());
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

  test("reaches the demo service without a server", async () => {
    const { code, stdout } = await worktrail(["run", example("data_pipeline")], {
      ...onPostgres(),
      PORT: "4700",
    });
    expect(stdout).toContain("Demo answer");
    expect(code).toBe(0);
  });

  test("exits 1 with the reason when the run fails", async () => {
    const path = file("failing.json", JSON.stringify(failing));
    const { code, stdout, stderr } = await worktrail(["run", path, "--input", '{"n":1}'], onPostgres());
    expect(code).toBe(1);
    expect(stdout).toContain("CONDITION_NOT_BOOLEAN");
    expect(stderr).toMatch(/^The run ended as failed: /);
  });

  test("exits 3 and names the task when the run waits for a person", async () => {
    const { code, stderr } = await worktrail(["run", example("refund_approval")], onPostgres());
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
  test("refuses the embedded database with a sentence", async () => {
    const { code, stderr } = await worktrail(["worker"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^A worker shares a PostgreSQL database.*DATABASE_URL.*\.\n$/);
  });

  test("takes over what a server left behind, and leaves cleanly on SIGTERM", async () => {
    let calls = 0;
    const flaky = createServer((_request, response) =>
      response.writeHead(++calls === 1 ? 503 : 200).end("{}"),
    );
    flaky.listen(0, "127.0.0.1");
    await once(flaky, "listening");
    const host = `127.0.0.1:${(flaky.address() as AddressInfo).port}`;
    const env = { WORKTRAIL_ALLOW_HOSTS: host };
    const retry = { max_attempts: 2, delay_seconds: 1, backoff: 1 };
    const step = { step_id: "fetch", step_type: "http_action", config: { url: `http://${host}/` }, retry };

    const server = await startTestServer(database, env);
    const segment = { ...failing, steps: [step] };
    const { data } = await server.call("mutation", "runs.start", { segment });
    const { run_id } = data as { run_id: string };
    await untilRun(server, run_id, ({ steps }) => steps.fetch?.status === "retrying");
    await server.close();

    const worker = start(["worker"], { ...env, ...onPostgres() });
    await once(worker.child.stdout, "data");
    const later = await startTestServer(database, env);
    expect(await untilRun(later, run_id)).toMatchObject({
      status: "completed",
      steps: { fetch: { attempts: 2 } },
    });
    worker.child.kill("SIGTERM");
    expect(await worker.finished).toMatchObject({ code: 0, stdout: "Worktrail worker is running.\n" });
    flaky.close();
  });
});
