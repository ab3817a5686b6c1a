// A thin stand-in for PGlite that forwards to its worker thread: the surface that Drizzle and pg-boss use.
import { AsyncLocalStorage } from "node:async_hooks";
import { Worker } from "node:worker_threads";
import type { QueryOptions } from "@electric-sql/pglite";
import type { WireError, WorkerReply, WorkerRequest, WorkerResult } from "./pglite-protocol.ts";
import type { SnapshotPlaces } from "./snapshots.ts";

/** An error of the embedded database, with the same `code` (SQLSTATE) that `pg` gives. */
export class PgliteError extends Error {
  override readonly name = "PgliteError";
  readonly code: string | undefined;
  readonly detail: string | undefined;
  readonly constraint: string | undefined;
  constructor(wire: WireError) {
    super(wire.message);
    this.code = wire.code;
    this.detail = wire.detail;
    this.constraint = wire.constraint;
  }
}

type Answer<T> = { rows: T[]; fields: WorkerResult["fields"]; affectedRows?: number };
type Waiting = { resolve(results: WorkerResult[]): void; reject(error: Error): void };
type Unsent = WorkerRequest extends infer R ? (R extends { id: number } ? Omit<R, "id"> : never) : never;

const EMPTY: WorkerResult = { rows: [], fields: [] };

export class PgliteClient {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Map<string, Set<(payload: string) => void>>();
  readonly #inTransaction = new AsyncLocalStorage<{ open: boolean }>();
  #nextId = 1;
  /** Settles when the last transaction that was asked for has ended; null while there is none. */
  #lock: Promise<void> | null = null;
  #dead: Error | null = null;
  #closing: Promise<void> | null = null;
  readonly #lost = Promise.withResolvers<Error>();

  private constructor(worker: Worker) {
    this.#worker = worker;
  }

  /** Starts the worker thread and opens (or makes) the database in `directory`, or in memory without one. */
  static async open(directory?: string): Promise<PgliteClient> {
    const worker = new Worker(new URL("./pglite-worker.ts", import.meta.url), { workerData: { directory } });
    const client = new PgliteClient(worker);
    await new Promise<void>((resolve, reject) => {
      worker.on("message", (reply: WorkerReply) => {
        if (reply.kind === "ready") resolve();
        else if (reply.kind === "failed") reject(new PgliteError(reply.error));
        else client.#receive(reply);
      });
      worker.on("error", reject);
      worker.on("exit", () => reject(new Error("The thread of the embedded database ended.")));
    }).catch(async (error: unknown) => {
      await worker.terminate();
      throw error;
    });
    worker.on("error", (error) => client.#lose(error));
    worker.on("exit", () => client.#lose(new Error("its thread ended")));
    return client;
  }

  /** Settles with the reason when the thread ends although nobody asked it to; then nothing works any more. */
  get lost(): Promise<Error> {
    return this.#lost.promise;
  }

  /** One statement. With `parsers` (Drizzle's way to ask for it) dates stay text. */
  async query<T>(sql: string, params: unknown[] = [], options: QueryOptions = {}): Promise<Answer<T>> {
    this.#refuseInside();
    while (this.#lock) await this.#lock;
    return this.#query<T>(sql, params, options);
  }

  /** Any number of statements, without parameters. A transaction that it leaves aborted is rolled back. */
  async exec(sql: string): Promise<Answer<Record<string, unknown>>[]> {
    return this.#exclusive(async () => {
      try {
        return (await this.#send({ op: "exec", sql })) as Answer<Record<string, unknown>>[];
      } catch (error) {
        await this.#send({ op: "exec", sql: "rollback" });
        throw error;
      }
    });
  }

  /** Runs `work` in a transaction of its own; every other statement waits until it has ended. */
  async transaction<T>(work: (tx: Pick<PgliteClient, "query">) => Promise<T>): Promise<T> {
    return this.#exclusive(async () => {
      await this.#send({ op: "exec", sql: "begin" });
      const scope = { open: true, aborted: false };
      const query = async <R>(sql: string, params?: unknown[], options?: QueryOptions) => {
        try {
          const answer = await this.#query<R>(sql, params, options);
          if (/^rollback to /i.test(sql)) scope.aborted = false;
          return answer;
        } catch (error) {
          scope.aborted = true;
          throw error;
        }
      };
      try {
        const result = await this.#inTransaction.run(scope, () => work({ query }));
        // PostgreSQL answers COMMIT of an aborted transaction with a silent rollback.
        if (scope.aborted) throw new Error("The transaction was aborted by a failed statement.");
        await this.#send({ op: "exec", sql: "commit" });
        return result;
      } catch (error) {
        await this.#send({ op: "exec", sql: "rollback" });
        throw error;
      } finally {
        scope.open = false;
      }
    });
  }

  /** Calls `callback` with the payload of every notification on exactly this channel, until it is undone. */
  async listen(channel: string, callback: (payload: string) => void): Promise<() => Promise<void>> {
    const callbacks = this.#listeners.get(channel) ?? new Set();
    // A wrapper, so that the same function may listen twice.
    const entry = (payload: string) => callback(payload);
    callbacks.add(entry);
    this.#listeners.set(channel, callbacks);
    if (callbacks.size === 1) await this.query(`LISTEN ${quoted(channel)}`);
    return async () => {
      if (!callbacks.delete(entry) || callbacks.size > 0 || this.#dead) return;
      this.#listeners.delete(channel);
      await this.query(`UNLISTEN ${quoted(channel)}`);
    };
  }

  /** Copies the files of the database between two transactions, on its own thread. */
  async snapshot(places: SnapshotPlaces): Promise<void> {
    await this.#exclusive(() => this.#send({ op: "snapshot", places }));
  }

  /** Waits for what was asked before, writes a checkpoint and ends the thread. */
  close(): Promise<void> {
    this.#closing ??= this.#exclusive(async () => {
      if (this.#dead) return;
      await this.#send({ op: "close" });
      this.#die(new Error("The embedded database is closed."));
      await this.#worker.terminate();
    });
    return this.#closing;
  }

  async #query<T>(sql: string, params: unknown[] = [], options: QueryOptions = {}): Promise<Answer<T>> {
    const rowMode = options.rowMode ?? "object";
    const rawDates = options.parsers !== undefined;
    const [result = EMPTY] = await this.#send({ op: "query", sql, params, rowMode, rawDates });
    return result as Answer<T>;
  }

  /** A statement made beside a transaction that waits for it would wait for ever: say so instead. */
  #refuseInside(): void {
    if (!this.#inTransaction.getStore()?.open) return;
    throw new Error("A statement inside a transaction must go through that transaction.");
  }

  async #exclusive<T>(work: () => Promise<T>): Promise<T> {
    this.#refuseInside();
    // No await may stand between this check and taking the lock.
    while (this.#lock) await this.#lock;
    const done = Promise.withResolvers<void>();
    this.#lock = done.promise;
    try {
      return await work();
    } finally {
      this.#lock = null;
      done.resolve();
    }
  }

  #send(request: Unsent): Promise<WorkerResult[]> {
    if (this.#dead) return Promise.reject(this.#dead);
    const id = this.#nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<WorkerResult[]>();
    // Posting first: a parameter that cannot cross the threads throws here and leaves nothing waiting.
    this.#worker.postMessage({ ...request, id });
    this.#waiting.set(id, { resolve, reject });
    return promise;
  }

  #receive(reply: Exclude<WorkerReply, { kind: "ready" | "failed" }>): void {
    if (reply.kind === "notification") {
      for (const callback of this.#listeners.get(reply.channel) ?? []) callback(reply.payload);
      return;
    }
    if (reply.kind === "stopped") {
      this.#lose(new PgliteError(reply.error));
      void this.#worker.terminate();
      return;
    }
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.kind === "done") waiting?.resolve(reply.results);
    else waiting?.reject(new PgliteError(reply.error));
  }

  #lose(reason: Error): void {
    if (this.#dead) return;
    this.#die(new Error(`The embedded database stopped: ${reason.message}`));
    this.#lost.resolve(reason);
  }

  #die(error: Error): void {
    this.#dead ??= error;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}

const quoted = (channel: string) => `"${channel.replaceAll('"', '""')}"`;
