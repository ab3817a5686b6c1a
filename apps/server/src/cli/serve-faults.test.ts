// What must not end a server, and what must not take its directory from it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ChildServer, startChildServer } from "../contract/testing/child-server.ts";
import { makeTestDatabase, type TestDatabase } from "../testing/database.ts";

const BIN = fileURLToPath(new URL("../../bin/worktrail.mjs", import.meta.url));

let database: TestDatabase;
let server: ChildServer | null = null;
beforeEach(async () => {
  database = await makeTestDatabase("pglite");
});
afterEach(async () => {
  if (server) process.kill(server.pid, "SIGCONT");
  await server?.kill();
  server = null;
  await database.drop();
});

test("a directory is never taken from a server that is alive but answers nobody", {
  timeout: 120_000,
}, async () => {
  const holder = await startChildServer(database);
  server = holder;
  const lock = join(database.env.dataDir, "worktrail.lock");
  const before = readFileSync(lock, "utf8");
  // How long it stands still is of no account: the lock asks whether the process lives, and never the time.
  process.kill(holder.pid, "SIGSTOP");
  for (const args of [["serve"], ["migrate"], ["restore"]]) {
    const env = { PATH: process.env.PATH ?? "", PORT: "0", WORKTRAIL_DATA: database.env.dataDir };
    const second = spawn(process.execPath, [BIN, ...args], { env, stdio: ["ignore", "ignore", "pipe"] });
    let stderr = "";
    second.stderr.on("data", (chunk) => (stderr += String(chunk)));
    const [code] = await once(second, "close");
    expect([args, code]).toEqual([args, 1]);
    expect(stderr).toContain(`(pid ${holder.pid})`);
  }
  expect(readFileSync(lock, "utf8")).toBe(before);
  process.kill(holder.pid, "SIGCONT");
  expect((await fetch(`${holder.url}/healthz`)).status).toBe(200);
});

test("a promise that fails and that nobody waits for ends neither the server nor its runs", {
  timeout: 120_000,
}, async () => {
  const careless = 'process.on("SIGUSR2", () => void Promise.reject(new Error("dropped by mistake")))';
  const started = await startChildServer(database, {
    LOG_LEVEL: "error",
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(careless)}`,
  });
  process.kill(started.pid, "SIGUSR2");
  await expect
    .poll(async () => (await fetch(`${started.url}/healthz`)).status, { timeout: 20_000 })
    .toBe(200);
  const { code, stderr } = await started.terminate();
  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining("dropped by mistake") });
  expect(existsSync(join(database.env.dataDir, "worktrail.lock"))).toBe(false);
});
