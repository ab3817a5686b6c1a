import type { PgBoss, QueueOptions } from "pg-boss";
import type { Storage } from "../db/storage.ts";

/** A queue by name, with what its jobs inherit; every queue wakes its workers by NOTIFY. */
export type QueueSpec = QueueOptions & { name: string; policy?: "standard" | "short" | "exclusive" };

/**
 * Starts the job queue and makes the queues that this process sends to or works on.
 * `onTrouble` hears what goes wrong in the background (a lost connection, a slow query); the queue carries on.
 */
export async function startQueue(
  storage: Storage,
  queues: QueueSpec[],
  onTrouble: (trouble: unknown) => void,
): Promise<PgBoss> {
  const { boss } = storage;
  boss.on("error", onTrouble);
  boss.on("warning", onTrouble);
  await boss.start();
  const present = new Set((await boss.getQueues()).map((queue) => queue.name));
  for (const queue of queues.filter(({ name }) => !present.has(name))) {
    await boss.createQueue(queue.name, { ...queue, notify: true });
    // Any look-up puts the new queue into the cache: see `sendJob` for why that may not happen later.
    await boss.findJobs(queue.name, { key: "none" });
  }
  return boss;
}
