// A file system with little room, for what happens when a disk is full. It needs no rights: it exists in a mount
// namespace of its own, is reached through the process that keeps it, and is gone with that.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type SmallDisk = {
  path: string;
  /** Leaves no room for a single page. */
  fill(): void;
  /** Gives the room back. */
  free(): void;
  remove(): Promise<void>;
};

/** Only Linux knows mount namespaces, and a container may forbid them. */
export function mayMakeDisks(): boolean {
  return spawnSync("unshare", ["-rm", "mount", "-t", "tmpfs", "none", tmpdir()]).status === 0;
}

export async function makeSmallDisk(megabytes: number): Promise<SmallDisk> {
  const place = mkdtempSync(join(tmpdir(), "worktrail-disk-"));
  // `cat` ends with its input, so that no disk outlives the tests.
  const script = `mount -t tmpfs -o size=${megabytes}m none "$0" && echo made && exec cat`;
  const keeper = spawn("unshare", ["-rm", "sh", "-c", script, place], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  await once(keeper.stdout, "data");
  const path = join("/proc", String(keeper.pid), "root", place);
  const ballast = join(path, "ballast");
  return {
    path,
    fill: () => {
      const file = openSync(ballast, "a");
      for (const size of [1_048_576, 4_096]) while (wrote(file, size));
      closeSync(file);
    },
    free: () => rmSync(ballast, { force: true }),
    remove: async () => {
      const gone = once(keeper, "exit");
      keeper.stdin.end();
      await gone;
      rmSync(place, { recursive: true });
    },
  };
}

function wrote(file: number, size: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(size)) === size;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOSPC") return false;
    throw error;
  }
}
