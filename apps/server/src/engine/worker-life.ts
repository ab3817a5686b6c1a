// Who of the processes on this database lives. All times are the database's own: no clock of a process counts.
import { hostname } from "node:os";
import { processStart } from "../db/process-identity.ts";
import { LIFE_LOCKS, type Storage } from "../db/storage.ts";
import type { EngineLimits } from "./engine-deps.ts";

type Neighbour = {
  worker_id: string;
  host: string;
  pid: number;
  /** Exact to the microsecond, which a Date is not. */
  beat: string;
  /** Null when this worker was buried itself since its beat. */
  silent_ms: number | null;
  /** It held a lock while it was connected, and doesn't now. */
  unlocked: boolean;
};

/** So many look after each: what a beat costs must not grow with the number of processes. */
const NEIGHBOURS = 32;

type Limits = Pick<EngineLimits, "heartbeat_ms" | "worker_dead_after_ms">;

export class WorkerLife {
  readonly #storage: Storage;
  readonly #worker_id: string;
  readonly #limits: Limits;
  /** Beats of those whose lock was gone when this one looked last. */
  #unlocked = new Map<string, string>();

  constructor(storage: Storage, worker_id: string, limits: Limits) {
    this.#storage = storage;
    this.#worker_id = worker_id;
    this.#limits = limits;
  }

  /**
   * Shows that this worker lives, and buries those that don't. By the clock and not by `now()`: that stands still
   * while the statement waits, so that whoever waited for a lock would show itself in the past.
   * @returns whether there were any
   */
  async beat(): Promise<boolean> {
    const [before] = await this.#storage.query<{ silent_ms: number | null }>(
      `with before as (select seen_at from workers where worker_id = $1)
       insert into workers (worker_id, host, pid, lock_id, seen_at) values ($1, $2, $3, $4, clock_timestamp())
       on conflict (worker_id) do update set seen_at = clock_timestamp()
       returning (select extract(epoch from clock_timestamp() - seen_at) * 1000 from before)::float8 as silent_ms`,
      [this.#worker_id, hostname(), process.pid, this.#storage.life_lock],
    );
    if (this.#storage.kind === "pglite") return this.#buryAllOthers();
    return this.#buryDeadNeighbours(before?.silent_ms ?? null);
  }

  /** Where some are buried, the next ones move up and are looked at too: many may have died at once. */
  async #buryDeadNeighbours(own_ms: number | null): Promise<boolean> {
    const unlocked = new Map<string, string>();
    for (let any = false; ; any = true) {
      const doubtful = await this.#doubtful();
      for (const one of doubtful) if (one.unlocked) unlocked.set(one.worker_id, one.beat);
      const dead = doubtful.filter((one) => this.#isDead(one, own_ms));
      if (dead.length > 0 && (await this.#bury(dead))) continue;
      this.#unlocked = unlocked;
      return any;
    }
  }

  /** Takes its leave: what it still holds is anybody's. */
  async end(): Promise<void> {
    await this.#storage.query("delete from workers where worker_id = $1", [this.#worker_id]);
  }

  /**
   * Silence alone tells nothing about the others while this one could not be heard either: the database was away.
   * A lock alone tells nothing at once: all of them go with a database that restarts, and are taken again.
   */
  #isDead({ worker_id, host, pid, beat, silent_ms, unlocked }: Neighbour, own_ms: number | null): boolean {
    const { heartbeat_ms, worker_dead_after_ms } = this.#limits;
    if (unlocked && host === hostname() && processStart(pid) === null) return true;
    if (unlocked && this.#unlocked.get(worker_id) === beat) return true;
    if (own_ms === null || own_ms > 2 * heartbeat_ms) return false;
    return silent_ms !== null && silent_ms >= worker_dead_after_ms;
  }

  /**
   * Those of the neighbours about whom there is a doubt: of the ids in a ring, the next ones. Their silence counts up to
   * this one's own last beat: what the database was busy with since then may have kept them from showing themselves.
   */
  #doubtful(): Promise<Neighbour[]> {
    return this.#storage.query<Neighbour>(
      `with near as (
         (select * from workers where worker_id > $1 order by worker_id limit ${NEIGHBOURS})
         union all (select * from workers where worker_id < $1 order by worker_id limit ${NEIGHBOURS})
       ), ring as materialized (
         select * from near order by worker_id < $1, worker_id limit ${NEIGHBOURS}
       ), held as materialized (
         select objid from pg_locks where locktype = 'advisory' and objsubid = 2 and classid = $2::oid
           and database = (select oid from pg_database where datname = current_database())
       )
       select * from (select w.worker_id, w.host, w.pid, extract(epoch from w.seen_at)::text as beat,
         (extract(epoch from (select seen_at from workers where worker_id = $1) - w.seen_at) * 1000)::float8
           as silent_ms,
         w.lock_id is not null and w.lock_id::oid not in (select objid from held) as unlocked
       from ring w) as other where unlocked or silent_ms >= $3`,
      [this.#worker_id, LIFE_LOCKS, this.#limits.worker_dead_after_ms],
    );
  }

  /** Whoever has shown itself in between stays. */
  async #bury(dead: readonly Neighbour[]): Promise<boolean> {
    const buried = await this.#storage.query(
      `delete from workers w using unnest($1::text[], $2::text[]) as d(worker_id, beat)
       where w.worker_id = d.worker_id and extract(epoch from w.seen_at)::text = d.beat returning w.worker_id`,
      [dead.map(({ worker_id }) => worker_id), dead.map(({ beat }) => beat)],
    );
    return buried.length > 0;
  }

  /** The embedded database belongs to one process at a time. */
  async #buryAllOthers(): Promise<boolean> {
    const buried = await this.#storage.query(
      "delete from workers where worker_id <> $1 returning worker_id",
      [this.#worker_id],
    );
    return buried.length > 0;
  }
}
