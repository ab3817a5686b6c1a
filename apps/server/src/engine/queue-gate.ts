// The door: how many runs may wait for room before starts are refused.
import { AppError } from "@worktrail/shared/errors";
import type { Storage } from "../db/storage.ts";

/** A count is good for this long. */
const COUNT_MS = 1_000;
const RETRY_AFTER_SECONDS = 5;

export class QueueGate {
  readonly #storage: Storage;
  readonly #most: number;
  #length = 0;
  #counted = Number.NEGATIVE_INFINITY;
  #counting: Promise<void> | null = null;

  constructor(storage: Storage, most: number) {
    this.#storage = storage;
    this.#most = most;
  }

  /**
   * For each run that is about to be queued.
   * @throws AppError OVERLOADED with the seconds after which to try again
   */
  async admit(): Promise<void> {
    if (performance.now() - this.#counted > COUNT_MS) {
      this.#counting ??= this.#count().finally(() => {
        this.#counting = null;
      });
      await this.#counting;
    }
    if (this.#length >= this.#most) {
      throw new AppError(
        "OVERLOADED",
        `More runs are waiting than this server takes on. Start this one again in ${RETRY_AFTER_SECONDS} seconds.`,
        { data: { retry_after_seconds: RETRY_AFTER_SECONDS } },
      );
    }
    this.#length += 1;
  }

  async #count(): Promise<void> {
    const [row] = await this.#storage.query<{ count: number }>(
      `select count(*)::int as count from (
         select 1 from runs where claim_id is null and status = 'queued' limit $1) as queued`,
      [this.#most],
    );
    this.#length = row?.count ?? 0;
    this.#counted = performance.now();
  }
}
