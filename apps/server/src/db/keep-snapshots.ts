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

/**
 * Of a database that was closed in order: nothing of it is left to be replayed.
 * @param limit_ms after this the process ends without one: the earlier ones are there
 */
export async function snapshotAtRest(
  dataDir: string,
  log: Pick<EngineLog, "warn">,
  limit_ms: number,
): Promise<void> {
  try {
    const lock = lockDirectory(dataDir);
    const signal = AbortSignal.timeout(Math.max(0, Math.floor(limit_ms)));
    try {
      await makeSnapshot(dataDir, new Date(), (places) => copySnapshot(places, signal), signal);
    } finally {
      lock.release();
    }
  } catch (error) {
    log.warn({ err: error }, "The server ended without a snapshot of its database");
  }
}
