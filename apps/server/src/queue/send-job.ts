import { fromDrizzle, type PgBoss, type SendOptions } from "pg-boss";
import { sql } from "../db/drizzle-orm.ts";
import type { Database } from "../db/storage.ts";

/**
 * Inserts a job in the transaction `tx`: the job exists exactly when the fact that caused it does.
 *
 * The queue must be one that `startQueue` made in this process: looking it up in here would need a second
 * connection, which the embedded database does not have while a transaction is open.
 * @returns the id of the job, or null when a job with the same `singletonKey` already stands.
 */
export function sendJob(
  boss: PgBoss,
  tx: Database,
  queue: string,
  data: object,
  options: Omit<SendOptions, "db"> = {},
): Promise<string | null> {
  const executor = {
    execute: async (query: unknown) => tx.execute(query as never) as Promise<{ rows: unknown[] }>,
  };
  return boss.send(queue, data, { ...options, db: fromDrizzle(executor, sql) });
}
