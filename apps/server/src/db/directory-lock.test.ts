import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { StartupError } from "../startup-error.ts";
import { lockDirectory } from "./directory-lock.ts";
import { processStart } from "./process-identity.ts";

const LOCK_MODULE = new URL("./directory-lock.ts", import.meta.url).href;
const HOLD = `
  const { lockDirectory } = await import(${JSON.stringify(LOCK_MODULE)});
  const asked = performance.now();
  const say = (said) => console.log(JSON.stringify({ said, took_ms: performance.now() - asked }));
  try { lockDirectory(process.argv[1]); say("held"); setInterval(() => {}, 1000); }
  catch (error) { say(error.message); process.exitCode = 3; }
`;
/** From the moment it asks until it is told: how long a process takes to start is the machine's affair. */
const REFUSED_WITHIN_MS = 2_000;

let directory: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "worktrail-lock-"));
});
afterEach(async () => {
  for (const child of children.splice(0)) await end(child);
  rmSync(directory, { recursive: true, force: true });
});

type Asked = { said: string; took_ms: number };

/** Starts another process that asks for the lock, and gives it with what it was told. */
async function holder(): Promise<{ child: ChildProcess } & Asked> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", HOLD, directory], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  if (!child.stdout) throw new Error("The child has no output.");
  const [line] = await once(child.stdout, "data");
  return { child, ...(JSON.parse(String(line)) as Asked) };
}

/** Another process asks while `child` holds the lock. */
async function expectRefusal(child: ChildProcess): Promise<void> {
  const second = await holder();
  expect(second.said).toContain(`in use by another process (pid ${child.pid})`);
  expect(second.took_ms).toBeLessThan(REFUSED_WITHIN_MS);
  if (second.child.exitCode === null) await once(second.child, "exit");
  expect(second.child.exitCode).toBe(3);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

const lockFile = () => join(directory, "worktrail.lock");
const record = () => JSON.parse(readFileSync(lockFile(), "utf8"));

describe("lockDirectory", () => {
  test("a second process is refused within two seconds by the pid of the holder and writes nothing", async () => {
    const { child } = await holder();
    const before = readFileSync(lockFile(), "utf8");
    await expectRefusal(child);
    expect(() => lockDirectory(directory)).toThrow(`pid ${child.pid}`);
    expect(() => lockDirectory(directory)).toThrow(StartupError);
    expect(readdirSync(directory)).toEqual(["worktrail.lock"]);
    expect(readFileSync(lockFile(), "utf8")).toBe(before);
  });

  test("a holder that is stopped but alive is never robbed", async () => {
    const { child } = await holder();
    const before = readFileSync(lockFile(), "utf8");
    child.kill("SIGSTOP");
    await expectRefusal(child);
    expect(readFileSync(lockFile(), "utf8")).toBe(before);
    child.kill("SIGCONT");
  });

  test("the lock of a killed process is taken over", async () => {
    const { child } = await holder();
    await end(child);
    const lock = lockDirectory(directory);
    expect(record().pid).toBe(process.pid);
    expect(readdirSync(directory)).toEqual(["worktrail.lock"]);
    lock.release();
    expect(existsSync(lockFile())).toBe(false);
  });

  test("a pid that now belongs to another program does not keep the lock", () => {
    writeFileSync(lockFile(), JSON.stringify({ pid: process.ppid, start: "long ago", nonce: "n" }));
    lockDirectory(directory).release();
    expect(readdirSync(directory)).toEqual([]);
  });

  test("a lock file that a power cut left empty is taken over", () => {
    writeFileSync(lockFile(), "");
    lockDirectory(directory).release();
    expect(readdirSync(directory)).toEqual([]);
  });

  test("a take-over whose process died half way is taken over in its turn", () => {
    const dead = { pid: 2 ** 22 + 1, start: "1" };
    writeFileSync(lockFile(), JSON.stringify({ ...dead, nonce: "first" }));
    writeFileSync(`${lockFile()}.first`, JSON.stringify({ ...dead, nonce: "second" }));
    lockDirectory(directory).release();
    expect(readdirSync(directory)).toEqual([]);
  });

  test("of many processes that find a stale lock exactly one gets it", async () => {
    writeFileSync(lockFile(), JSON.stringify({ pid: 2 ** 22 + 1, start: "1", nonce: "stale" }));
    const answers = await Promise.all(Array.from({ length: 6 }, holder));
    const winners = answers.filter(({ said }) => said === "held");
    expect(winners).toHaveLength(1);
    expect(record().pid).toBe(winners[0]?.child.pid);
    for (const { said } of answers)
      expect(said).toMatch(/^held$|in use by another process|being opened by another/);
  });

  test("releasing a lock that was lost leaves the new holder's in place", () => {
    const lock = lockDirectory(directory);
    const other = { pid: process.ppid, start: processStart(process.ppid), nonce: "other" };
    writeFileSync(lockFile(), JSON.stringify(other));
    lock.release();
    expect(record()).toEqual(other);
  });
});
