// Which runs the browsers of this process watch, and how far each has been told.
import type { Storage } from "../db/storage.ts";
import { runRoom } from "./live-types.ts";

export type WatchedRun = { organization_id: string; run_id: string; seen_seq: number };

export class WatchedRuns {
  readonly #rooms = new Map<string, WatchedRun>();

  /** @returns true for a run that nobody here watched before */
  add(organization_id: string, run_id: string, seen_seq: number): boolean {
    const room = runRoom(organization_id, run_id);
    if (this.#rooms.has(room)) return false;
    this.#rooms.set(room, { organization_id, run_id, seen_seq });
    return true;
  }

  remove(room: string): void {
    this.#rooms.delete(room);
  }

  told(organization_id: string, run_id: string, seq: number): void {
    const watched = this.#rooms.get(runRoom(organization_id, run_id));
    if (watched) watched.seen_seq = Math.max(watched.seen_seq, seq);
  }

  ids(): string[] {
    return [...this.#rooms.values()].map(({ run_id }) => run_id);
  }

  /** Runs whose journal has gone on further than the browsers here know. */
  async behind(storage: Pick<Storage, "query">): Promise<WatchedRun[]> {
    if (this.#rooms.size === 0) return [];
    const rows = await storage.query<{ run_id: string; last_seq: number }>(
      "select run_id, last_seq from runs where run_id = any($1::text[])",
      [this.ids()],
    );
    const last = new Map(rows.map(({ run_id, last_seq }) => [run_id, last_seq]));
    return [...this.#rooms.values()].filter(({ run_id, seen_seq }) => (last.get(run_id) ?? 0) > seen_seq);
  }
}
