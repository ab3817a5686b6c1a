// Copies of the embedded database that survive a power cut, which it does not itself: it runs without fsync.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { lstat, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { StartupError } from "../startup-error.ts";
import { copyTree } from "./copy-tree.ts";
import { DATABASE, MARKER, writeMarker } from "./data-directory.ts";

const FOLDER = "snapshots";
const UNFINISHED = ".new-";
const KEPT = 3;

/** The snapshots of a data directory by their names, the newest first. */
export function listSnapshots(dataDir: string): string[] {
  const folder = join(dataDir, FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^\d{4}-\d\d-\d\dT/.test(name))
    .toSorted()
    .toReversed();
}

/** Where a copy is made, and the one before it: what the thread of the database gets to know. */
export type SnapshotPlaces = { from: string; to: string; previous: string | null };

/**
 * Makes a snapshot: `copy` copies while nothing is being written, then the copy is brought to the disk, and only then
 * it gets its name. The three newest stay.
 * @returns its name
 */
export async function makeSnapshot(
  dataDir: string,
  now: Date,
  copy: (places: SnapshotPlaces) => Promise<void>,
  signal?: AbortSignal,
): Promise<string> {
  const folder = join(dataDir, FOLDER);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Left by a process that died while it made one.
  for (const name of readdirSync(folder).filter((one) => one.startsWith(UNFINISHED)))
    rmSync(join(folder, name), { recursive: true, force: true });
  const name = now.toISOString().replaceAll(":", "-");
  const [newest] = listSnapshots(dataDir);
  const unfinished = join(folder, `${UNFINISHED}${name}`);
  await copy({
    from: join(dataDir, DATABASE),
    to: unfinished,
    previous: newest === undefined ? null : join(folder, newest),
  });
  await syncTree(unfinished, signal);
  renameSync(unfinished, join(folder, name));
  await syncEntry(folder);
  for (const old of listSnapshots(dataDir).slice(KEPT))
    rmSync(join(folder, old), { recursive: true, force: true });
  return name;
}

/** Copies as `makeSnapshot` wants it; `signal` gives up, and the next snapshot removes what there is of this one. */
export function copySnapshot({ from, to, previous }: SnapshotPlaces, signal?: AbortSignal): Promise<void> {
  return copyTree(from, to, { previous, now: Date.now(), signal });
}

/**
 * Puts a snapshot in the place of the database. What stood there is kept beside it.
 * @returns the name of the snapshot, and where the former database is, if there was one
 */
export async function restoreSnapshot(
  dataDir: string,
  wanted: string | undefined,
  now: Date,
): Promise<{ name: string; kept: string | null }> {
  const names = listSnapshots(dataDir);
  const name = wanted ?? names[0];
  if (name === undefined)
    throw new StartupError(`There is no snapshot in ${dataDir}; restore a backup of the whole directory.`);
  if (!names.includes(name))
    throw new StartupError(`There is no snapshot ${name} in ${dataDir}; there are ${names.join(", ")}.`);
  const database = join(dataDir, DATABASE);
  const fresh = `${database}.restoring`;
  rmSync(fresh, { recursive: true, force: true });
  await copyTree(join(dataDir, FOLDER, name), fresh, { previous: null, now: now.getTime() });
  const kept = existsSync(database) ? `${database}.before-restore-${now.getTime()}` : null;
  if (kept !== null) renameSync(database, kept);
  renameSync(fresh, database);
  if (!existsSync(join(dataDir, MARKER))) writeMarker(dataDir);
  return { name, kept };
}

/** Brings what was copied to the disk; what was linked has been there since the snapshot before. */
async function syncTree(directory: string, signal?: AbortSignal): Promise<void> {
  const entries = await readdir(directory, { withFileTypes: true });
  // Side by side: the file system brings many to the disk at once.
  await Promise.all(
    entries.map(async (entry) => {
      signal?.throwIfAborted();
      const path = join(directory, entry.name);
      if (entry.isDirectory()) await syncTree(path, signal);
      else if ((await lstat(path)).nlink === 1) await syncEntry(path);
    }),
  );
  await syncEntry(directory);
}

async function syncEntry(path: string): Promise<void> {
  // Windows knows no such thing for a directory, and of a file only for one that may be written to.
  const windows = process.platform === "win32";
  if (windows && (await lstat(path)).isDirectory()) return;
  const handle = await open(path, windows ? "r+" : "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
