// Where journals are recorded: the real engine on an embedded database, with a clock that is moved by hand.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonValue } from "@worktrail/shared/json";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { reduceRun } from "@worktrail/shared/run/reduce";
import { hasEnded, type RunState } from "@worktrail/shared/run/state";
import type { Segment } from "@worktrail/shared/segment/schema";
import type { HttpRequest, HttpResponse } from "@worktrail/shared/step/handler";
import { catalog } from "@worktrail/steps/contracts";
import { handlers } from "@worktrail/steps/handlers";
import { openPglite } from "../db/open-pglite.ts";
import type { Storage } from "../db/storage.ts";
import { createEngine, type Engine } from "../engine/engine.ts";
import type { StartRun } from "../engine/new-run.ts";
import { ORGANIZATION, PERSON } from "../engine/testing/people.ts";
import { readEvents } from "../journal/read-journal.ts";
import { WAKE_QUEUE } from "../journal/wake-queue.ts";
import { startQueue } from "../queue/start-queue.ts";

/** What a call gets; a promise that never settles stays under way. */
export type Outside = (request: HttpRequest) => HttpResponse | Promise<HttpResponse>;

const OPENING = Date.parse("2026-11-21T08:00:00.000Z");

export class Stage {
  readonly storage: Storage;
  outside: Outside = () => answered({ ok: true });
  engine: Engine;
  #now = OPENING;
  #underWay = 0;
  readonly #directory: string;
  readonly #watchers = new Set<() => void>();

  private constructor(storage: Storage, directory: string) {
    this.storage = storage;
    this.#directory = directory;
    this.engine = this.#makeEngine();
  }

  static async open(): Promise<Stage> {
    const directory = mkdtempSync(join(tmpdir(), "worktrail-record-"));
    const storage = await openPglite(directory);
    await storage.migrate();
    await startQueue(storage, [WAKE_QUEUE], () => undefined);
    const stage = new Stage(storage, directory);
    await stage.engine.start();
    return stage;
  }

  async close(): Promise<void> {
    await this.engine.stop();
    await this.storage.close();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  async run(segment: Segment, input: JsonValue = null, more: Partial<StartRun> = {}): Promise<string> {
    const place = {
      organization_id: ORGANIZATION,
      project_id: "project_test",
      segment,
      revision: null,
      input,
    };
    const { run_id } = await this.engine.startRun({ ...place, config: {}, started_by: PERSON, ...more });
    return run_id;
  }

  /** A new scene: nothing is under way outside, every call is answered at once, and it is the same morning. */
  clear(): void {
    this.#now = OPENING;
    this.#underWay = 0;
    this.outside = () => answered({ ok: true });
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /** The process dies, and another takes over. */
  async die(): Promise<void> {
    this.engine.crash();
    this.engine = this.#makeEngine();
    await this.engine.start();
  }

  events(run_id: string): Promise<WorktrailEvent[]> {
    return readEvents(this.storage, { organization_id: ORGANIZATION, run_id });
  }

  /** Resolves once the journal of the run satisfies `condition`. */
  async until(run_id: string, condition: (state: RunState) => boolean): Promise<RunState> {
    return this.#watch(async () => {
      const state = reduceRun(await this.events(run_id));
      return state && condition(state) ? state : null;
    });
  }

  ended(run_id: string): Promise<RunState> {
    return this.until(run_id, (state) => hasEnded(state.status));
  }

  /** Resolves once a call is under way. */
  async called(): Promise<void> {
    await this.#watch(async () => (this.#underWay > 0 ? true : null));
  }

  async task(run_id: string, step_id: string) {
    const state = await this.until(run_id, ({ steps }) => steps[step_id]?.task?.status === "open");
    return { organization_id: ORGANIZATION, task_id: state.steps[step_id]?.task?.task_id ?? "" };
  }

  async #watch<Found>(look: () => Promise<Found | null>): Promise<Found> {
    for (;;) {
      const changed = Promise.withResolvers<void>();
      this.#watchers.add(changed.resolve);
      const found = await look();
      if (found !== null) return found;
      await changed.promise;
      this.#watchers.delete(changed.resolve);
    }
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }

  #makeEngine(): Engine {
    return createEngine({
      storage: this.storage,
      catalog,
      handlers,
      http: {
        request: async (request) => {
          this.#underWay += 1;
          this.#changed();
          try {
            return await this.outside(request);
          } finally {
            this.#underWay -= 1;
          }
        },
      },
      llm: { complete: () => Promise.reject(new Error("No model while recording.")) },
      secrets: { read: () => Promise.reject(new Error("No secrets while recording.")) },
      live: { committed: () => this.#changed(), signal: () => undefined, changed: () => undefined },
      log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: console.error },
      random: () => 0,
      clock: () => new Date(this.#now),
      limits: { heartbeat_ms: 100, worker_dead_after_ms: 400 },
    });
  }
}

export function answered(body: JsonValue, status = 200, headers: Record<string, string> = {}): HttpResponse {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
}
