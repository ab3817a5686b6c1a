// What must not end a server, and what must not take its directory from it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, statSync } from "node:fs";
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

/** Tells on stderr how long the process has lived when it ends. */
const LIFETIME = 'process.once("exit", () => console.error("lived " + performance.now()))';

/** What a command says when it is refused, and how long that took from the start of its process. */
async function refusal(args: string[]): Promise<{ code: number; said: string; took_ms: number }> {
  const second = spawn(process.execPath, [BIN, ...args], {
    env: {
      PATH: process.env.PATH ?? "",
      PORT: "0",
      WORKTRAIL_DATA: database.env.dataDir,
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(LIFETIME)}`,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  second.stderr.on("data", (chunk) => (stderr += String(chunk)));
  const [code] = await once(second, "close");
  const [said = "", lived = ""] = stderr.split("lived ");
  return { code, said: said.trim(), took_ms: Number(lived) };
}

/** Every file with its size and the time at which it was last written. */
function filesOf(directory: string): string[] {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path} ${statSync(path).size} ${statSync(path).mtimeMs}`)
    .toSorted();
}

test("a directory is never taken from a server that is alive but answers nobody", {
  timeout: 120_000,
}, async () => {
  const holder = await startChildServer(database);
  server = holder;
  // How long it stands still is of no account: the lock asks whether the process lives, and never the time.
  process.kill(holder.pid, "SIGSTOP");
  const before = filesOf(database.env.dataDir);
  for (const args of [["serve"], ["migrate"], ["restore"]]) {
    const times: number[] = [];
    // A machine that is busy with other tests may slow one of them down, and three in a row only if it is the rule.
    while (times.length < 3 && !times.some((took_ms) => took_ms < 2_000)) {
      const { code, said, took_ms } = await refusal(args);
      expect([args, code, said]).toEqual([args, 1, expect.stringMatching(/^[^\n]+\.$/)]);
      expect(said).toContain(`(pid ${holder.pid})`);
      times.push(took_ms);
    }
    expect(Math.min(...times), args.join(" ")).toBeLessThan(2_000);
  }
  expect(filesOf(database.env.dataDir)).toEqual(before);
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
