// Removes, in the background, the runs that are past what an organisation or the server keeps.
import { setTimeout as sleep } from "node:timers/promises";
import type { Storage } from "../db/storage.ts";
import type { EngineLog } from "../engine/engine-deps.ts";
import { type Place, removeBatch } from "./remove-runs.ts";

const DAY_MS = 86_400_000;
const LOOK_EVERY_MS = 600_000;
/** One process sweeps at a time; when it dies in the middle, another one goes on after this. */
const TURN_SECONDS = 1_800;
const MIN_PAUSE_MS = 50;

export type SweeperOptions = {
  storage: Storage;
  /** What whoever runs the server keeps at most; undefined: for ever. */
  server_days: number | undefined;
  log: EngineLog;
  /** Hears which organisation has lost runs. */
  onRemoved?: (organization_id: string) => void;
  clock?: () => Date;
};

export class Sweeper {
  readonly #options: SweeperOptions;
  #timer: NodeJS.Timeout | null = null;
  #sweeping: Promise<unknown> | null = null;
  #stopped = false;

  constructor(options: SweeperOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#sweeping ??= this.sweep()
        .catch((error: unknown) =>
          this.#options.log.warn({ err: error }, "Old runs could not be removed; it is tried again"),
        )
        .finally(() => {
          this.#sweeping = null;
        });
    }, LOOK_EVERY_MS);
    this.#timer.unref();
  }

  async close(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearInterval(this.#timer);
    await this.#sweeping;
  }

  /** @returns how many runs were removed; null when another process has swept lately, or does so now */
  async sweep(): Promise<number | null> {
    if (!(await this.#takeTurn(false))) return null;
    let removed = 0;
    for (const { organization_id, days } of await this.#rules()) {
      const runs = await this.#sweepOrganization(organization_id, days);
      removed += runs;
      if (runs > 0) this.#options.onRemoved?.(organization_id);
      if (this.#stopped) break;
    }
    if (removed > 0) this.#options.log.info({ runs: removed }, "Old runs were removed");
    return removed;
  }

  async #sweepOrganization(organization_id: string, days: number): Promise<number> {
    const { storage, clock = () => new Date() } = this.#options;
    const expired = { organization_id, ended_before: new Date(clock().getTime() - days * DAY_MS) };
    let runs = 0;
    for (let after: Place | null = null; !this.#stopped; ) {
      const began = performance.now();
      const removed = await removeBatch(storage, expired, after);
      runs += removed.runs;
      if (removed.next === null) break;
      after = removed.next;
      // At most half of the time, so that the runs of everybody else do not wait for this.
      await sleep(Math.max(MIN_PAUSE_MS, performance.now() - began), undefined, { ref: false });
      await this.#takeTurn(true);
    }
    return runs;
  }

  /** Of the organisation's rule and the server's, the shorter one. */
  #rules(): Promise<{ organization_id: string; days: number }[]> {
    return this.#options.storage.query(
      `select o.id as organization_id, least(r.days, $1::int) as days
       from organization o left join retention_rules r on r.organization_id = o.id
       where r.days is not null or $1::int is not null order by o.id`,
      [this.#options.server_days ?? null],
    );
  }

  /** @param mine whether this process has the turn already, and only asks for more time */
  async #takeTurn(mine: boolean): Promise<boolean> {
    const rows = await this.#options.storage.query(
      `insert into server_settings (key, value) values ('next_sweep_at', (now() + make_interval(secs => $1))::text)
       on conflict (key) do update set value = excluded.value 
         where $2::boolean or server_settings.value::timestamptz <= now()
       returning key`,
      [TURN_SECONDS, mine],
    );
    return rows.length > 0;
  }
}
