// One per process. Flushes at once when idle; what arrives while enough flushes are out shares the next one.
import { setTimeout as sleep } from "node:timers/promises";
import type { Storage } from "../db/storage.ts";
import { sizeOf } from "../values/set-aside.ts";
import { ClaimLost, type RunAppend, SeqMoved, StartedBefore } from "./append.ts";
import { commitAppends } from "./commit-appends.ts";
import { batchText } from "./commit-statement.ts";
import { mayPass } from "./may-pass.ts";

/** PostgreSQL writes one batch while this process computes the next; the embedded database takes one at a time. */
const FLUSHES_AT_ONCE = { postgres: 2, pglite: 1 } as const;
const MAX_BATCH_RUNS = 500;
const MAX_BATCH_CHARACTERS = 8_000_000;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;

type Entry = { append: RunAppend; resolve(): void; reject(reason: Error): void };

export type JournalWriterOptions = {
  storage: Storage;
  /** Hears of every append that became durable, in the order of `seq` per run, before its promise resolves. */
  onCommitted(appends: readonly RunAppend[]): void;
  onTrouble(error: unknown): void;
};

export class JournalWriter {
  readonly #options: JournalWriterOptions;
  #waiting: Entry[] = [];
  /** Runs of which an append is on its way. */
  readonly #underWay = new Set<string>();
  readonly #flushing = new Set<Promise<void>>();
  #closed = false;

  constructor(options: JournalWriterOptions) {
    this.#options = options;
  }

  /**
   * Resolves once the append is durable.
   * @throws ClaimLost, SeqMoved, StartedBefore: nothing of this append was written
   */
  append(append: RunAppend): Promise<void> {
    if (this.#closed) return Promise.reject(new ClaimLost("The process is stopping."));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ append, resolve, reject });
      this.#flushMore();
    });
  }

  /** Lets the flushes under way end and refuses everything else. */
  async close(): Promise<void> {
    this.#closed = true;
    while (this.#flushing.size > 0) await Promise.all(this.#flushing);
  }

  #flushMore(): void {
    while (this.#waiting.length > 0 && this.#flushing.size < FLUSHES_AT_ONCE[this.#options.storage.kind]) {
      const batch = this.#takeBatch();
      if (batch.length === 0) return;
      const flushing = this.#flushWhole(batch).finally(() => {
        this.#flushing.delete(flushing);
        for (const { append } of batch) this.#underWay.delete(append.run_id);
        this.#flushMore();
      });
      this.#flushing.add(flushing);
    }
  }

  async #flushWhole(batch: readonly Entry[]): Promise<void> {
    try {
      await this.#flush(batch);
    } catch (error) {
      await this.#flushOneByOne(batch, error);
    }
  }

  /**
   * At most one append per run: the second one builds on the first. One that ends a child also locks the row of its
   * parent: were two flushes to do that at once, they could wait for each other.
   */
  #takeBatch(): Entry[] {
    const batch: Entry[] = [];
    const rest: Entry[] = [];
    let size = 0;
    for (const entry of this.#waiting) {
      const { run_id, ends_child_of } = entry.append;
      const full = batch.length >= MAX_BATCH_RUNS || size > MAX_BATCH_CHARACTERS;
      const locks = ends_child_of !== null && this.#flushing.size > 0;
      if (full || locks || this.#underWay.has(run_id)) {
        rest.push(entry);
        continue;
      }
      this.#underWay.add(run_id);
      batch.push(entry);
      for (const event of entry.append.events) size += sizeOf(event);
    }
    this.#waiting = rest;
    return batch;
  }

  async #flush(batch: readonly Entry[]): Promise<void> {
    const appends = batch.map((entry) => entry.append);
    const accepted = await this.#commit(appends);
    const refused = appends.filter((append) => !accepted.has(append.run_id));
    const reasons = refused.length > 0 ? await this.#reasons(refused) : new Map<string, Error>();
    this.#options.onCommitted(appends.filter((append) => !reasons.has(append.run_id)));
    for (const { append, resolve, reject } of batch) {
      const reason = reasons.get(append.run_id);
      if (reason) reject(reason);
      else resolve();
    }
  }

  /** Tries again for as long as the database is away: what was planned stays true, or is fenced when it comes back. */
  async #commit(appends: readonly RunAppend[]): Promise<Set<string>> {
    for (let delay = FIRST_RETRY_MS; ; delay = Math.min(delay * 2, LAST_RETRY_MS)) {
      try {
        return await commitAppends(this.#options.storage, appends);
      } catch (error) {
        if (this.#closed || !mayPass(error)) throw error;
        this.#options.onTrouble(error);
        await sleep(delay);
      }
    }
  }

  /** One run that the database does not take must not hold the others back. */
  async #flushOneByOne(batch: readonly Entry[], error: unknown): Promise<void> {
    this.#options.onTrouble(error);
    for (const entry of batch) {
      try {
        if (batch.length === 1) throw error;
        await this.#flush([entry]);
      } catch (reason) {
        entry.reject(reason instanceof Error ? reason : new Error(String(reason)));
      }
    }
  }

  /**
   * Why appends were left out. An append that is found in the journal was committed by an earlier try whose
   * answer was lost on the way: it has no reason, it succeeded.
   */
  async #reasons(refused: readonly RunAppend[]): Promise<Map<string, Error>> {
    const rows = await this.#options.storage.query<Found>(
      `select v.run_id, r.claim_id, r.last_seq, e.events
       from unnest($1::text[], $2::int[]) as v(run_id, seq)
       left join runs r on r.run_id = v.run_id
       left join run_events e on e.run_id = v.run_id and e.seq = v.seq`,
      [refused.map((append) => append.run_id), refused.map((append) => append.expected_seq + 1)],
    );
    const found = new Map(rows.map((row) => [row.run_id, row]));
    const reasons = new Map<string, Error>();
    for (const append of refused) {
      const reason = refusal(append, found.get(append.run_id));
      if (reason) reasons.set(append.run_id, reason);
    }
    return reasons;
  }
}

type Found = { run_id: string; claim_id: string | null; last_seq: number | null; events: string | null };

function refusal(append: RunAppend, found: Found | undefined): Error | null {
  if (append.events.length > 0 && found?.events === batchText(append.events)) return null;
  // A start that only queues has no events; its row is proof enough.
  if (append.start !== null && append.events.length === 0 && found?.last_seq != null) return null;
  if (append.start !== null) return new StartedBefore("The idempotency key has been used.");
  if (found === undefined || found.last_seq === null) return new ClaimLost("The run is gone.");
  if (found.claim_id !== append.claim_id) return new ClaimLost("Another process holds the run.");
  return new SeqMoved("The journal has moved on.");
}
