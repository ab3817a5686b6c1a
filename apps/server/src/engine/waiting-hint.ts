import type { Storage } from "../db/storage.ts";

/** Processes with room hear here that runs wait for one; the payload says when they are those of a dead worker. */
const WAITING_CHANNEL = "worktrail_run_waiting";
const ORPHANS = "orphans";
/** However many runs come to wait, the others are not told more often. */
const PAUSE_MS = 100;

/** Tells other processes on this database that somebody waits, at once and then seldom, and hears it from them. */
export class WaitingHint {
  readonly #storage: Storage;
  #pause: NodeJS.Timeout | null = null;
  #again = false;
  #closed = false;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  hear(callback: (orphans: boolean) => void): Promise<() => Promise<void>> {
    return this.#storage.listen(WAITING_CHANNEL, (payload) => callback(payload === ORPHANS));
  }

  /** A worker is dead: there may be more than one other has room for. */
  async tellOfOrphans(): Promise<void> {
    if (this.#storage.kind === "postgres") await this.#storage.notify(WAITING_CHANNEL, ORPHANS);
  }

  tell(): void {
    // The embedded database belongs to one process.
    if (this.#closed || this.#storage.kind === "pglite") return;
    if (this.#pause) {
      this.#again = true;
      return;
    }
    // Whoever does not hear it finds out at its next heartbeat.
    this.#storage.notify(WAITING_CHANNEL, "").catch(() => undefined);
    this.#pause = setTimeout(() => {
      this.#pause = null;
      if (!this.#again) return;
      this.#again = false;
      this.tell();
    }, PAUSE_MS);
  }

  close(): void {
    this.#closed = true;
    if (this.#pause) clearTimeout(this.#pause);
  }

  /** The last word of a process that stops. */
  async farewell(): Promise<void> {
    if (this.#storage.kind === "postgres") await this.#storage.notify(WAITING_CHANNEL, "");
  }
}
