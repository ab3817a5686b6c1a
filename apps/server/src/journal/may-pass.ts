import { sqlState } from "../db/errors.ts";

/** Lost connections, deadlocks, a database that restarts or has no room: what can work when it is tried again. */
export function mayPass(error: unknown): boolean {
  const state = sqlState(error);
  // Classes 08 (connection), 40 (rollback), 53 (resources) and 57 (operator).
  if (state !== undefined) return /^(08|40|53|57)/.test(state);
  if (!(error instanceof Error)) return false;
  return /connection|ECONN|timeout|terminated/i.test(String(error.cause ?? error.message));
}
