// When snapshots of the embedded database are made: every hour while it is in use, and after an orderly end.
import type { EngineLog } from "../engine/engine-deps.ts";
import { lockDirectory } from "./directory-lock.ts";
import { copySnapshot, makeSnapshot } from "./snapshots.ts";
import type { Storage } from "./storage.ts";

const EVERY_MS = 3_600_000;

/** @returns ends it, and waits for the snapshot that is being made */
export function keepSnapshots(
  { snapshot }: Pick<Storage, "snapshot">,
  log: Pick<EngineLog, "error">,
  every_ms = EVERY_MS,
): () => Promise<void> {
  if (snapshot === null) return async () => undefined;
  let making: Promise<void> | null = null;
  const timer = setInterval(() => {
    making ??= snapshot()
      .then(
        () => undefined,
        (error: unknown) => log.error({ err: error }, "No snapshot of the database could be made"),
      )
      .finally(() => {
        making = null;
      });
  }, every_ms);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await making;
  };
}

/** Of a database that was closed in order: nothing of it is left to be replayed. */
export async function snapshotAtRest(dataDir: string, log: Pick<EngineLog, "error">): Promise<void> {
  try {
    const lock = lockDirectory(dataDir);
    try {
      await makeSnapshot(dataDir, new Date(), copySnapshot);
    } finally {
      lock.release();
    }
  } catch (error) {
    log.error({ err: error }, "No snapshot of the database could be made");
  }
}
