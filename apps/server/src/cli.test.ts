import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { makeTestDatabase, type TestDatabase } from "./testing/database.ts";

const BIN = fileURLToPath(new URL("../bin/worktrail.mjs", import.meta.url));

let database: TestDatabase;
const running: ChildProcess[] = [];
beforeAll(async () => {
  database = await makeTestDatabase("pglite");
});
afterAll(() => database.drop());
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
});

type Finished = { code: number | null; stdout: string; stderr: string };
type Started = {
  child: ChildProcess;
  finished: Promise<Finished>;
  said: (pattern: RegExp) => Promise<string>;
};

function worktrail(args: string[], env: Record<string, string> = {}): Started {
  const base = {
    PATH: process.env.PATH ?? "",
    PORT: "0",
    LOG_LEVEL: "silent",
    WORKTRAIL_DATA: database.env.dataDir,
  };
  const child = spawn(process.execPath, [BIN, ...args], {
    env: { ...base, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  const output = { stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk) => (output.stdout += String(chunk)));
  child.stderr?.on("data", (chunk) => (output.stderr += String(chunk)));
  const finished = once(child, "close").then(([code]) => ({ code, ...output }));
  const said = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(output.stdout);
        if (match) resolve(match[0]);
      };
      child.stdout?.on("data", look);
      child.once("close", () => reject(new Error(`It ended without saying so: ${output.stderr}`)));
      look();
    });
  return { child, finished, said };
}

/** A refusal to start: one sentence on stderr, nothing else, exit code 1. */
async function refusal(args: string[], env: Record<string, string> = {}): Promise<string> {
  const { code, stdout, stderr } = await worktrail(args, env).finished;
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr.trimEnd()).toMatch(/^[^\n]+\.$/);
  return stderr.trimEnd();
}

async function occupiedPort(): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return { server, port: typeof address === "object" && address ? address.port : 0 };
}

describe("worktrail serve", () => {
  test("prints address and link, keeps others out of its directory, and leaves cleanly on SIGTERM", async () => {
    const first = worktrail(["serve"]);
    const link = await first.said(/http:\S+\/sign-in\/\S+/);
    expect((await fetch(new URL("/healthz", link))).status).toBe(200);

    const before = readdirSync(database.env.dataDir);
    expect(await refusal(["serve"])).toContain(`(pid ${first.child.pid})`);
    expect(await refusal(["migrate"])).toContain(`(pid ${first.child.pid})`);
    expect(readdirSync(database.env.dataDir)).toEqual(before);

    first.child.kill("SIGTERM");
    expect(await first.finished).toMatchObject({ code: 0, stderr: "" });
    expect(existsSync(join(database.env.dataDir, "worktrail.lock"))).toBe(false);
  });

  test("starts again after it was killed, with a fresh link", async () => {
    const first = worktrail(["serve"]);
    const link = await first.said(/http:\S+\/sign-in\/\S+/);
    first.child.kill("SIGKILL");
    await first.finished;
    const second = worktrail(["serve"]);
    const next = await second.said(/http:\S+\/sign-in\/\S+/);
    expect(new URL(next).pathname).not.toBe(new URL(link).pathname);
    const response = await fetch(next, { redirect: "manual" });
    expect(response.headers.get("location")).toBe("/segments");
  });

  test("ends with a sentence when its database stops by itself", async () => {
    const ender = 'process.on("worker", (thread) => process.once("SIGUSR2", () => thread.terminate()))';
    const server = worktrail(["serve"], {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(ender)}`,
    });
    await server.said(/sign-in/);
    server.child.kill("SIGUSR2");
    expect(await server.finished).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/database stopped by itself/),
    });
  });

  test("a signal during the start closes cleanly as well", async () => {
    const { child, finished } = worktrail(["serve"]);
    const lock = join(database.env.dataDir, "worktrail.lock");
    while (!(existsSync(lock) && readFileSync(lock, "utf8").includes(`"pid":${child.pid}`)))
      await new Promise((next) => setTimeout(next, 5));
    child.kill("SIGINT");
    expect(await finished).toMatchObject({ code: 0 });
    expect(existsSync(lock)).toBe(false);
  });

  test("a taken port is refused in a sentence, and the directory is free again", async () => {
    const { server, port } = await occupiedPort();
    expect(await refusal(["serve"], { PORT: String(port) })).toContain(`Port ${port} on 127.0.0.1 is in use`);
    server.close();
    expect(existsSync(join(database.env.dataDir, "worktrail.lock"))).toBe(false);
  });

  test("a database that cannot be reached is refused without its password", async () => {
    const { server, port } = await occupiedPort();
    server.close();
    await once(server, "close");
    const message = await refusal(["serve"], { DATABASE_URL: `postgres://me:s3cret@127.0.0.1:${port}/db` });
    expect(message).toContain(`127.0.0.1:${port} cannot be reached`);
    expect(message).not.toContain("s3cret");
  });

  test("a data directory that cannot be written to is refused", async () => {
    const root = mkdtempSync(join(tmpdir(), "worktrail-cli-"));
    writeFileSync(join(root, "file"), "");
    expect(await refusal(["serve"], { WORKTRAIL_DATA: join(root, "file", "data") })).toContain(
      "cannot be written to",
    );
    rmSync(root, { recursive: true });
  });

  test("wrong variables, commands and options are refused", async () => {
    expect(await refusal(["serve"], { PORT: "http" })).toContain("PORT must be");
    expect(await refusal(["serve"], { WORKTRAIL_TOKEN: "short" })).toContain("WORKTRAIL_TOKEN must be");
    expect(await refusal(["dance"])).toContain('no command "dance"');
    expect(await refusal(["serve", "--wrong"])).toContain("used as: worktrail serve");
  });
});

describe("worktrail migrate", () => {
  test("says that it is done, twice as well", async () => {
    for (let times = 0; times < 2; times++) {
      expect(await worktrail(["migrate"]).finished).toEqual({
        code: 0,
        stdout: "The database is up to date.\n",
        stderr: "",
      });
    }
  });
});
