// Starts what is due. The rows are the timers: every process looks at them at short intervals, and to the millisecond
// for what is due before its next look; which of them starts a due time is decided by the claim.
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@worktrail/shared/errors";
import { claimDue, findAbandoned, findDue } from "./claim-due.ts";
import { addChange, lockSchedule, type ScheduleRow, updateSchedule } from "./repo.ts";
import { type ScheduleDeps, startDue } from "./start-due.ts";

const LOOK_MS = 5_000;
const STOP_MS = 2_000;
/** Starts under way at once. */
const BATCH = 20;

export class Scheduler {
  readonly #deps: ScheduleDeps;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> | null = null;
  #stopped = false;

  constructor({ storage, engine, live, log }: Omit<ScheduleDeps, "clock">, clock = () => new Date()) {
    this.#deps = { storage, engine, live, log, clock };
  }

  /** Looks at once: what was missed while nothing ran starts now. */
  start(): void {
    this.#lookIn(0);
  }

  /** Lets the starts under way end, but does not wait for a database that is away: what is claimed stays claimed. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await Promise.race([this.#looking, sleep(STOP_MS, undefined, { ref: false })]);
  }

  /**
   * Starts everything that is due now.
   * @returns milliseconds until the next look
   */
  async look(): Promise<number> {
    const { storage, clock } = this.#deps;
    await this.#fireAll(await findAbandoned(storage.db, clock(), BATCH));
    for (;;) {
      const now = clock();
      const soon = await findDue(storage.db, new Date(now.getTime() + LOOK_MS), BATCH);
      const due = soon.filter(({ next_at }) => next_at !== null && next_at <= now);
      await this.#fireAll(due);
      if (due.length === BATCH && !this.#stopped) continue;
      const next = soon[due.length]?.next_at;
      return next ? Math.max(0, next.getTime() - clock().getTime()) : LOOK_MS;
    }
  }

  #lookIn(delay_ms: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#looking = this.look().then(
        (next_ms) => this.#lookIn(next_ms),
        (error: unknown) => {
          if (this.#stopped) return;
          this.#deps.log.warn({ err: error }, "Looking for due schedules failed; it is tried again");
          this.#lookIn(LOOK_MS);
        },
      );
    }, delay_ms);
  }

  async #fireAll(rows: readonly ScheduleRow[]): Promise<void> {
    const fired = await Promise.allSettled(rows.map((row) => this.#fire(row)));
    for (const result of fired) if (result.status === "rejected") throw result.reason;
  }

  async #fire(row: ScheduleRow): Promise<void> {
    const { storage, clock } = this.#deps;
    try {
      const claimed = await claimDue(storage.db, row, clock());
      if (claimed === "skipped") this.#tell(row);
      else if (claimed) await startDue(this.#deps, claimed);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await this.#switchOff(row, error.message);
    }
  }

  /** Its times cannot be read any more, as when a time zone was given up: it would be due for ever. */
  async #switchOff(row: ScheduleRow, reason: string): Promise<void> {
    const now = this.#deps.clock();
    await this.#deps.storage.db.transaction(async (tx) => {
      if (!(await lockSchedule(tx, row))) return;
      const last = { last_due_at: row.next_at, last_late_ms: 0, last_run_id: null, last_reason: reason };
      await updateSchedule(tx, row, { enabled: false, next_at: null, ...last, last_outcome: "refused" });
      await addChange(tx, row, { action: "disabled", fields: ["enabled"], done_at: now, done_by: null });
    });
    this.#tell(row);
  }

  #tell({ organization_id, schedule_id }: ScheduleRow): void {
    this.#deps.live.changed(organization_id, "schedules", schedule_id);
  }
}
