// One connection of its own for LISTEN on PostgreSQL, which also holds the lock that shows that this process lives; a
// lost connection is made again, and every channel and the lock with it.
import pg from "pg";

type Callback = (payload: string) => void;
type AdvisoryLock = { class_id: number; id: number };

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 10_000;

export class PgListener {
  readonly #connectionString: string;
  readonly #lock: AdvisoryLock;
  readonly #channels = new Map<string, Set<Callback>>();
  #client: Promise<pg.Client> | null = null;
  #retryTimer: NodeJS.Timeout | null = null;
  #retryMs = FIRST_RETRY_MS;
  #closed = false;

  constructor(connectionString: string, lock: AdvisoryLock) {
    this.#connectionString = connectionString;
    this.#lock = lock;
  }

  async listen(channel: string, callback: Callback): Promise<() => Promise<void>> {
    const callbacks = this.#channels.get(channel) ?? new Set();
    const entry = (payload: string) => callback(payload);
    callbacks.add(entry);
    this.#channels.set(channel, callbacks);
    const client = await this.#connected();
    if (callbacks.size === 1) await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    return async () => {
      if (!callbacks.delete(entry) || callbacks.size > 0 || this.#closed) return;
      this.#channels.delete(channel);
      const current = await this.#connected();
      await current.query(`UNLISTEN ${pg.escapeIdentifier(channel)}`);
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#retryTimer) clearTimeout(this.#retryTimer);
    const client = await this.#client?.catch(() => null);
    await client?.end();
  }

  #connected(): Promise<pg.Client> {
    this.#client ??= this.#connect();
    return this.#client;
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.#connectionString,
      application_name: "worktrail-listen",
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    client.on("notification", ({ channel, payload }) => {
      for (const callback of this.#channels.get(channel) ?? []) callback(payload ?? "");
    });
    client.on("error", () => this.#reconnectLater());
    client.on("end", () => this.#reconnectLater());
    try {
      await client.connect();
      // Not taken while the server still holds a connection of ours for alive that has broken; that one shows the same.
      await client.query("select pg_try_advisory_lock($1::int, $2::int)", [
        this.#lock.class_id,
        this.#lock.id,
      ]);
      for (const channel of this.#channels.keys())
        await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      this.#reconnectLater();
      throw error;
    }
    this.#retryMs = FIRST_RETRY_MS;
    return client;
  }

  #reconnectLater(): void {
    this.#client = null;
    if (this.#closed || this.#retryTimer) return;
    this.#retryTimer = setTimeout(() => {
      this.#retryTimer = null;
      // A failed try has already planned the next one.
      if (!this.#closed && this.#channels.size > 0) this.#connected().catch(() => undefined);
    }, this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
  }
}
