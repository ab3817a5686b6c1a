// Tells who watches that a run has lost its worker, or has one again. Looks at the few rows of workers; at runs only
// when something is wrong with one of them, or was a moment ago.
import { runs } from "../db/schema/index.ts";
import type { Storage } from "../db/storage.ts";
import { LOST_SIGHT, SILENT_AFTER_MS } from "../runs/lost-sight.ts";
import type { OrgChange } from "./change-buffer.ts";

/** Looks after the last sign of trouble: a run that nobody takes over becomes stale some time after it. */
const LOOKS_AFTER_TROUBLE = 10;
const MAX_RUNS = 1_000;

export class LostRuns {
  readonly #storage: Storage;
  /** Organisations of the runs that are stale, by run. */
  #lost = new Map<string, string>();
  #workers = new Set<string>();
  /** Those whose worker was lost before this process came up are found as well. */
  #looks = LOOKS_AFTER_TROUBLE;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** @returns the runs that have become stale, or are no longer, since the last look */
  async look(): Promise<OrgChange[]> {
    if (await this.#isTrouble()) this.#looks = LOOKS_AFTER_TROUBLE;
    if (this.#looks === 0) return [];
    this.#looks -= 1;
    const rows = await this.#storage.db
      .select({ organization_id: runs.organization_id, run_id: runs.run_id })
      .from(runs)
      .where(LOST_SIGHT.lost)
      .limit(MAX_RUNS);
    const before = this.#lost;
    this.#lost = new Map(rows.map(({ run_id, organization_id }) => [run_id, organization_id]));
    return [...differing(this.#lost, before), ...differing(before, this.#lost)].map(
      ([id, organization_id]) => ({ organization_id, topic: "runs", id }),
    );
  }

  async #isTrouble(): Promise<boolean> {
    const rows = await this.#storage.query<{ worker_id: string; silent: boolean }>(
      `select worker_id, seen_at < now() - interval '${SILENT_AFTER_MS} milliseconds' as silent from workers`,
    );
    const before = this.#workers;
    this.#workers = new Set(rows.map(({ worker_id }) => worker_id));
    const gone = [...before].some((worker_id) => !this.#workers.has(worker_id));
    return gone || this.#lost.size > 0 || rows.some(({ silent }) => silent);
  }
}

const differing = (of: ReadonlyMap<string, string>, from: ReadonlyMap<string, string>) =>
  [...of].filter(([run_id]) => !from.has(run_id));
