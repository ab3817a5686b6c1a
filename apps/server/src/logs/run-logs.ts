// Keeps what steps say while they run, up to a cap, beside the path on which runs advance.
import type { RunSignal } from "@worktrail/shared/live/protocol";
import type { EventType } from "@worktrail/shared/run/events";
import type { CommittedEvents, EngineLog, LivePort } from "../engine/engine-deps.ts";
import { type LogBatch, readKept, writeLogs } from "./repo.ts";

/** Of one run, with all its attempts. */
export const MAX_LINES = 1_000;
export const MAX_BYTES = 256_000;
const MAX_LINE_CHARACTERS = 4_000;
/** Lines of all runs that wait to be written, as while the database is away; what comes on top is live only. */
const MAX_WAITING = 20_000;
/** Runs that are remembered though none of their lines waits. */
const MAX_RUNS = 4_000;
const EVERY_MS = 500;
/** After the end of an attempt, when somebody may open the run to read. */
const SOON_MS = 50;
const AFTER_TROUBLE_MS = 2_000;

type RunLog = {
  organization_id: string;
  run_id: string;
  /** How many lines each attempt of each step has said. */
  said: Map<string, number>;
  waiting: LogBatch[];
  /** What is kept; null until it was looked up. */
  kept: { lines: number; bytes: number; cut: boolean } | null;
  ended: boolean;
};

export type RunLogsOptions = { storage: Parameters<typeof writeLogs>[0]; log: Pick<EngineLog, "warn"> };

export class RunLogs {
  readonly #options: RunLogsOptions;
  readonly #runs = new Map<string, RunLog>();
  #waiting = 0;
  #timer: NodeJS.Timeout | null = null;
  #due = Number.POSITIVE_INFINITY;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: RunLogsOptions) {
    this.#options = options;
  }

  /** What tells browsers, with log lines kept on their way. */
  listeningTo(live: LivePort): LivePort {
    return {
      committed: (batch) => {
        live.committed(batch);
        this.#committed(batch);
      },
      signal: (organization_id, signal) =>
        live.signal(organization_id, signal.kind === "log" ? this.#take(organization_id, signal) : signal),
      changed: (organization_id, topic, id) => live.changed(organization_id, topic, id),
    };
  }

  /** Resolves once what was said so far is written, or cannot be. */
  async flush(): Promise<void> {
    this.#disarm();
    this.#writing = this.#writing.then(() => this.#write());
    await this.#writing;
  }

  async close(): Promise<void> {
    await this.flush();
    this.#disarm();
  }

  /** @returns the signal with the place of its first line, by which a watcher knows a kept line again */
  #take(organization_id: string, signal: RunSignal): RunSignal {
    const { run_id, step_id, attempt } = signal;
    const run = this.#runs.get(run_id) ?? this.#remember(organization_id, run_id);
    const key = `${step_id} ${attempt}`;
    const first_line = (run.said.get(key) ?? 0) + 1;
    const texts = signal.text.replace(/\n$/, "").split("\n");
    run.said.set(key, first_line + texts.length - 1);
    const at = new Date();
    if (this.#waiting + texts.length <= MAX_WAITING) {
      const lines = texts.map((text) => ({ at: at.getTime(), text: text.slice(0, MAX_LINE_CHARACTERS) }));
      this.#waiting += lines.length;
      const last = run.waiting.at(-1);
      if (last?.step_id === step_id && last.attempt === attempt) last.lines.push(...lines);
      else run.waiting.push({ organization_id, run_id, step_id, attempt, first_line, lines, cut: false });
      this.#arm(EVERY_MS);
    }
    return { ...signal, line: first_line, at: at.toISOString() };
  }

  #remember(organization_id: string, run_id: string): RunLog {
    const run = { organization_id, run_id, said: new Map(), waiting: [], kept: null, ended: false };
    this.#runs.set(run_id, run);
    if (this.#runs.size > MAX_RUNS) {
      for (const [id, { waiting }] of this.#runs) {
        if (waiting.length > 0 || id === run_id) continue;
        this.#runs.delete(id);
        break;
      }
    }
    return run;
  }

  #committed(batch: readonly CommittedEvents[]): void {
    if (this.#runs.size === 0) return;
    for (const { run_id, events } of batch) {
      const run = this.#runs.get(run_id);
      if (!run) continue;
      if (events.some(({ event_type }) => RUN_ENDS.has(event_type))) run.ended = true;
      if (run.waiting.length > 0 && events.some(({ event_type }) => ATTEMPT_ENDS.has(event_type)))
        this.#arm(SOON_MS);
      else if (run.ended && run.waiting.length === 0) this.#runs.delete(run_id);
    }
  }

  #arm(within_ms: number): void {
    const due = performance.now() + within_ms;
    if (due >= this.#due) return;
    this.#disarm();
    this.#due = due;
    this.#timer = setTimeout(() => void this.flush(), within_ms);
    // Whoever closes writes what is left.
    this.#timer.unref();
  }

  #disarm(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#due = Number.POSITIVE_INFINITY;
  }

  async #write(): Promise<void> {
    const runs = [...this.#runs.values()].filter(({ waiting }) => waiting.length > 0);
    if (runs.length === 0) return;
    const taken = runs.map((run) => ({ run, batches: run.waiting.splice(0) }));
    try {
      await this.#lookUp(runs);
      const fitting = taken.flatMap(({ run, batches }) => batches.flatMap((batch) => fit(run, batch)));
      await writeLogs(this.#options.storage, fitting);
      this.#waiting -= taken.reduce((sum, { batches }) => sum + linesIn(batches), 0);
      for (const { run } of taken) if (run.ended && run.waiting.length === 0) this.#runs.delete(run.run_id);
    } catch (error) {
      // What is kept is looked up again: nobody knows how much of it was written.
      for (const { run, batches } of taken) {
        run.kept = null;
        run.waiting.unshift(...batches);
      }
      this.#options.log.warn({ err: error }, "Log lines of steps could not be written and wait");
      this.#arm(AFTER_TROUBLE_MS);
    }
  }

  async #lookUp(runs: readonly RunLog[]): Promise<void> {
    const unknown = runs.filter(({ kept }) => kept === null);
    if (unknown.length === 0) return;
    const kept = await readKept(
      this.#options.storage,
      unknown.map(({ run_id }) => run_id),
    );
    for (const run of unknown) run.kept = kept.get(run.run_id) ?? { lines: 0, bytes: 0, cut: false };
  }
}

const RUN_ENDS: ReadonlySet<EventType> = new Set<EventType>([
  "segment.completed",
  "segment.failed",
  "segment.cancelled",
  "segment.timed_out",
]);
const ATTEMPT_ENDS: ReadonlySet<EventType> = new Set<EventType>([
  "step.completed",
  "step.failed",
  "step.retrying",
  "step.lost",
  ...RUN_ENDS,
]);

const linesIn = (batches: readonly LogBatch[]) => batches.reduce((sum, { lines }) => sum + lines.length, 0);

/** What of a batch there is still room for; the first that does not fit says so. */
function fit(run: RunLog, batch: LogBatch): LogBatch[] {
  const { kept } = run;
  if (kept === null || kept.cut) return [];
  let count = 0;
  for (const { text } of batch.lines) {
    const bytes = Buffer.byteLength(text);
    if (kept.lines + 1 > MAX_LINES || kept.bytes + bytes > MAX_BYTES) {
      kept.cut = true;
      break;
    }
    kept.lines++;
    kept.bytes += bytes;
    count++;
  }
  return [{ ...batch, lines: batch.lines.slice(0, count), cut: kept.cut }];
}
