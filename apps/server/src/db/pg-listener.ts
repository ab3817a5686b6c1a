// One connection of its own for LISTEN on PostgreSQL; a lost connection is made again and every channel with it.
import pg from "pg";

type Callback = (payload: string) => void;

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 10_000;

export class PgListener {
  readonly #connectionString: string;
  readonly #channels = new Map<string, Set<Callback>>();
  #client: Promise<pg.Client> | null = null;
  #retryTimer: NodeJS.Timeout | null = null;
  #retryMs = FIRST_RETRY_MS;
  #closed = false;

  constructor(connectionString: string) {
    this.#connectionString = connectionString;
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
