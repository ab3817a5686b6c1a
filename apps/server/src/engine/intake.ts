// What this process takes in: how much room it has, for whom, and who waits for it.
import type { Storage } from "../db/storage.ts";
import { claimOrphans, claimSuspect, type Suspect } from "./claim-orphans.ts";
import type { Room } from "./claim-room.ts";
import { claimDue, claimQueued } from "./claim-waiting.ts";
import type { RunDriver } from "./drive.ts";
import type { EngineDeps } from "./engine-deps.ts";
import { WaitingHint } from "./waiting-hint.ts";

export type IntakeHears = {
  /** Loads runs that are under this worker's claim, and drives them. */
  takeIn(run_ids: readonly string[]): Promise<void>;
  /** Runs that are being loaded. */
  loading(): number;
  /** A run that has ended every process that took it. */
  poisoned(run: Suspect): Promise<void>;
};

export class Intake {
  readonly #deps: EngineDeps;
  readonly #storage: Storage;
  readonly #driver: RunDriver;
  readonly #hears: IntakeHears;
  readonly #hint: WaitingHint;
  /** Organisations of which runs were queued here, and not all of them taken since: nobody overtakes them. */
  readonly #behind = new Set<string>();
  /** Something may wait that finds room as soon as a run leaves. */
  #waiting = false;
  #orphaned = false;
  #filling: Promise<void> | null = null;
  #again = false;
  #trying: Promise<void> | null = null;
  #closed = false;
  /** Runs that only a newer version can go on with. */
  readonly #left = new Set<string>();

  constructor(deps: EngineDeps, driver: RunDriver, hears: IntakeHears) {
    this.#deps = deps;
    this.#storage = deps.storage;
    this.#driver = driver;
    this.#hears = hears;
    this.#hint = new WaitingHint(deps.storage);
  }

  /** Hears of runs that other processes have no room for. */
  open(): Promise<() => Promise<void>> {
    return this.#hint.hear((orphans) => void this.fill(orphans));
  }

  /** Takes nothing in from now on. */
  close(): void {
    this.#closed = true;
  }

  /** Resolves when nothing is being taken in any more. */
  async closed(): Promise<void> {
    this.close();
    await Promise.allSettled([this.#filling, this.#trying]);
    this.#hint.close();
  }

  /** What this process has given back is for the others. */
  farewell(): Promise<void> {
    return this.#hint.farewell();
  }

  /** A worker was found dead: whoever has room shares what it leaves behind. */
  shareOrphans(): Promise<void> {
    return this.#hint.tellOfOrphans();
  }

  /** Whether a run that starts now may be driven here at once. */
  hasRoomFor(organization_id: string): boolean {
    if (this.#behind.has(organization_id) || this.#free() <= 0) return false;
    const { active_runs_per_organization } = this.#deps.limits;
    return (this.#driver.runs.counts.get(organization_id) ?? 0) < active_runs_per_organization;
  }

  /** Takes the run no more: it is for others. */
  leave(run_id: string): void {
    this.#left.add(run_id);
  }

  leaves(run_id: string): boolean {
    return this.#left.has(run_id);
  }

  /** Organisations that have as many runs here as they may. */
  full(): string[] {
    const { active_runs_per_organization } = this.#deps.limits;
    const full: string[] = [];
    for (const [organization_id, count] of this.#driver.runs.counts)
      if (count >= active_runs_per_organization) full.push(organization_id);
    return full;
  }

  isFull(): boolean {
    return this.#free() <= 0;
  }

  /** A start was queued: whoever has room takes it. */
  queued(organization_id: string): void {
    this.#behind.add(organization_id);
    this.turnedAway();
    if (!this.isFull()) void this.fill(false);
  }

  /** A run that is due found no room here; its row says for how long it has waited. */
  turnedAway(): void {
    this.#waiting = true;
    this.#hint.tell();
  }

  roomIsFree(): void {
    if (this.#waiting) void this.fill(this.#orphaned);
  }

  /** Takes in what waits, while there is room. @param orphans whether a worker may have died */
  fill(orphans: boolean): Promise<void> {
    if (this.isFull()) {
      this.#waiting = true;
      return this.#filling ?? Promise.resolve();
    }
    this.#orphaned ||= orphans;
    this.#again = true;
    this.#filling ??= this.#fillUp().finally(() => {
      this.#filling = null;
    });
    return this.#filling;
  }

  async #fillUp(): Promise<void> {
    while (this.#again && !this.isFull()) {
      this.#again = false;
      try {
        await this.#pass();
      } catch (error) {
        this.#deps.log.warn(
          { err: error },
          "Runs that wait could not be taken in; the next heartbeat tries again",
        );
        return;
      }
    }
  }

  async #pass(): Promise<void> {
    const { worker_id, clock } = this.#deps;
    if (this.#orphaned) {
      await this.#take(await claimOrphans(this.#storage, worker_id, this.#room()));
      this.#trySuspects();
    }
    await this.#take(await claimDue(this.#storage, worker_id, this.#room(), clock()));
    await this.#take(await claimQueued(this.#storage, worker_id, this.#room()));
    const full = this.full();
    this.#waiting = this.isFull() || full.length > 0;
    if (this.isFull()) return;
    this.#orphaned &&= full.length > 0;
    for (const organization_id of this.#behind)
      if (!full.includes(organization_id)) this.#behind.delete(organization_id);
  }

  async #take(runs: readonly { run_id: string }[]): Promise<void> {
    await this.#hears.takeIn(runs.map(({ run_id }) => run_id));
  }

  /** One by one, each when the one before has come further than ever, so that none dies with another. */
  #trySuspects(): void {
    this.#trying ??= this.#tryAll()
      .catch((error: unknown) =>
        this.#deps.log.warn({ err: error }, "Runs of a dead process could not be taken over"),
      )
      .finally(() => {
        this.#trying = null;
      });
  }

  async #tryAll(): Promise<void> {
    while (!this.isFull()) {
      const one = await claimSuspect(this.#storage, this.#deps.worker_id, [...this.#left]);
      if (!one) return;
      if (one.poison) {
        await this.#hears.poisoned(one);
        continue;
      }
      await this.#hears.takeIn([one.run_id]);
      await this.#survived(one.run_id);
    }
  }

  /** Resolves with the run's next commit, or when it has left this process. */
  async #survived(run_id: string): Promise<void> {
    await this.#driver.get(run_id)?.started.promise.catch(() => undefined);
  }

  #room(): Room {
    return {
      runs: Math.max(0, this.#free()),
      per_organization: this.#deps.limits.active_runs_per_organization,
      active: this.#driver.runs.counts,
      left: [...this.#left],
    };
  }

  #free(): number {
    if (this.#closed) return 0;
    return this.#deps.limits.active_runs - this.#driver.runs.size - this.#hears.loading();
  }
}
