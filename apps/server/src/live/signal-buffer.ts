import type { RunSignal } from "@worktrail/shared/live/protocol";

const EVERY_MS = 30;
/** Of one step between two packets; what is beyond was too fast for anybody to read. */
const MAX_CHARACTERS = 50_000;

type Key = Omit<RunSignal, "text"> & { organization_id: string };
type Buffered = Key & { pieces: string[]; size: number };

/** Joins the tokens and log lines of a step, so that watchers get a packet every 30 ms and not one per token. */
export class SignalBuffer {
  readonly #send: (organization_id: string, signal: RunSignal) => void;
  readonly #buffered = new Map<string, Buffered>();
  #timer: NodeJS.Timeout | null = null;

  constructor(send: (organization_id: string, signal: RunSignal) => void) {
    this.#send = send;
  }

  add(organization_id: string, { text, ...about }: RunSignal): void {
    const key = keyOf(about);
    const buffered = this.#buffered.get(key) ?? { ...about, organization_id, pieces: [], size: 0 };
    const room = MAX_CHARACTERS - buffered.size;
    if (room > 0) buffered.pieces.push(text.slice(0, room));
    buffered.size += text.length;
    this.#buffered.set(key, buffered);
    this.#timer ??= setTimeout(() => this.flush(), EVERY_MS);
  }

  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const signals = [...this.#buffered.values()];
    this.#buffered.clear();
    for (const signal of signals) this.#give(signal);
  }

  /** Sends the tokens that are there: before the events that end what they belong to. */
  flushTokens(): void {
    for (const [key, signal] of this.#buffered) {
      if (signal.kind !== "token") continue;
      this.#buffered.delete(key);
      this.#give(signal);
    }
  }

  #give({ organization_id, pieces, size: _, ...about }: Buffered): void {
    this.#send(organization_id, { ...about, text: pieces.join("") });
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#buffered.clear();
  }
}

/** One signal for each attempt and kind, in the order in which they began. */
export function joinSignals(signals: readonly RunSignal[]): RunSignal[] {
  const joined = new Map<string, RunSignal>();
  for (const signal of signals) {
    const key = keyOf(signal);
    const before = joined.get(key);
    joined.set(key, before ? { ...before, text: before.text + signal.text } : signal);
  }
  return [...joined.values()];
}

const keyOf = ({ run_id, step_id, attempt, kind }: Omit<RunSignal, "text">) =>
  `${run_id} ${step_id} ${attempt} ${kind}`;
