// Keeps a second process out of a data directory, and takes over what a dead process left behind.
import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartupError } from "../startup-error.ts";
import { processStart } from "./process-identity.ts";

type LockRecord = { pid: number; start: string; nonce: string };

/** The right to use a data directory; `release` gives it back and may be called twice. */
export type DirectoryLock = { release(): void };

const LOCK_FILE = "worktrail.lock";
const MAX_TRIES = 50;

/**
 * Takes the lock of a directory for this process, or refuses at once when a living process holds it.
 * Nothing is written to the directory but the lock itself.
 * @throws StartupError naming the pid of the holder.
 */
export function lockDirectory(directory: string): DirectoryLock {
  const path = join(directory, LOCK_FILE);
  const own: LockRecord = {
    pid: process.pid,
    start: processStart(process.pid) ?? "unknown",
    nonce: randomUUID(),
  };
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    if (create(path, own)) return { release: () => release(path, own) };
    const holder = read(path);
    if (holder === null) continue;
    refuseIfAlive(directory, holder);
    if (takeOver(directory, path, holder, own)) return { release: () => release(path, own) };
  }
  throw new StartupError(
    `The data directory ${directory} is being opened by another process; try again in a moment.`,
  );
}

function refuseIfAlive(directory: string, holder: LockRecord): void {
  if (processStart(holder.pid) !== holder.start) return;
  const who = holder.pid === process.pid ? "this process already" : `another process (pid ${holder.pid})`;
  throw new StartupError(
    `The data directory ${directory} is in use by ${who}; stop it first, or set WORKTRAIL_DATA to another directory.`,
  );
}

/**
 * Replaces the record of a dead holder by our own. Two openers must not both succeed, so the right to replace
 * this very record is itself claimed by creating a file named after it; the record is read again under the
 * claim, because another opener may have finished its own take-over in between.
 */
function takeOver(directory: string, path: string, dead: LockRecord, own: LockRecord): boolean {
  const claim = `${path}.${dead.nonce}`;
  if (!create(claim, own)) {
    const claimer = read(claim);
    if (claimer === null) return false;
    refuseIfAlive(directory, claimer);
    // The claimer died between its claim and its take-over: its claim is taken over in the same way.
    if (!takeOver(directory, claim, claimer, own)) return false;
  }
  if (read(path)?.nonce !== dead.nonce) {
    rmSync(claim, { force: true });
    return false;
  }
  renameSync(claim, path);
  return true;
}

/** Creates the file with its whole content in one step: a reader never sees a half-written record. */
function create(path: string, record: LockRecord): boolean {
  const draft = `${path}.${randomUUID()}.new`;
  writeFileSync(draft, JSON.stringify(record), { mode: 0o600, flag: "wx" });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** A file that holds no record (a power cut can leave it empty) reads as the lock of a dead process. */
const UNREADABLE: LockRecord = { pid: 0, start: "", nonce: "unreadable" };

function read(path: string): LockRecord | null {
  let content: string;
  try {
    content = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  try {
    const value: unknown = JSON.parse(content);
    return isRecord(value) ? value : UNREADABLE;
  } catch {
    return UNREADABLE;
  }
}

function isRecord(value: unknown): value is LockRecord {
  return (
    typeof value === "object" &&
    value !== null &&
    "pid" in value &&
    typeof value.pid === "number" &&
    "start" in value &&
    typeof value.start === "string" &&
    "nonce" in value &&
    typeof value.nonce === "string"
  );
}

function release(path: string, own: LockRecord): void {
  if (read(path)?.nonce === own.nonce) rmSync(path, { force: true });
}
