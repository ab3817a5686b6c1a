// Carries what one process commits to the browsers of the others: one notification per committed batch, and only of
// runs and organisations that somebody watches there. Processes say which those are; what nobody watches costs nothing.
import { randomUUID } from "node:crypto";
import { assertNever } from "@worktrail/shared/errors";
import type { RunSignal } from "@worktrail/shared/live/protocol";
import type { Storage } from "../db/storage.ts";
import type { CommittedEvents } from "../engine/engine-deps.ts";
import type { OrgChange } from "./change-buffer.ts";

const CHANNEL = "worktrail_live";
/** A notification of PostgreSQL holds 8,000 bytes at most. */
const MAX_BYTES = 7_500;
const LOOK_FOR_OTHERS_MS = 3_000;
/** Somebody who has just spoken is there, whatever the table of workers says yet. */
const HEARD_MS = 15_000;
/** A process that has not said again for so long that it watches a run does not. */
const WATCHED_MS = 10_000;
const IDS_PER_MESSAGE = 75;

/** A run that moved, with the events themselves where they fit into the notification. */
export type MovedRun = {
  organization_id: string;
  run_id: string;
  first_seq: number;
  texts?: readonly string[];
};

type Message =
  | { kind: "hello" }
  | { kind: "here" }
  | { kind: "watching"; runs: readonly string[]; organizations: readonly string[] }
  | { kind: "moved"; runs: MovedRun[] }
  | { kind: "signal"; organization_id: string; signal: RunSignal }
  | { kind: "changed"; changes: readonly OrgChange[] };

export type RelayListener = {
  /** Another process has come up, or asks what is watched here: say it with `watching`. */
  hello(): void;
  moved(run: MovedRun): void;
  signal(organization_id: string, signal: RunSignal): void;
  changed(changes: readonly OrgChange[]): void;
};

export class Relay {
  readonly #storage: Storage;
  readonly #listener: RelayListener;
  readonly #onTrouble: (error: unknown) => void;
  readonly #self = randomUUID();
  /** Until when each run is watched in another process, and each organisation. */
  readonly #elsewhere = new Map<string, number>();
  readonly #organizations = new Map<string, number>();
  #others = false;
  #heard = -HEARD_MS;
  #lookout: NodeJS.Timeout | null = null;
  #stopListening: (() => Promise<void>) | null = null;

  constructor(storage: Storage, listener: RelayListener, onTrouble: (error: unknown) => void) {
    this.#storage = storage;
    this.#listener = listener;
    this.#onTrouble = onTrouble;
  }

  /** The embedded database has one process only: there is nobody to tell. */
  async start(): Promise<void> {
    if (this.#storage.kind === "pglite") return;
    this.#stopListening = await this.#storage.listen(CHANNEL, (payload) => this.#receive(payload));
    await this.#lookForOthers();
    // Whoever was alone until now begins to tell at once.
    this.#notify({ kind: "hello" });
    this.#lookout = setInterval(() => void this.#lookForOthers().catch(this.#onTrouble), LOOK_FOR_OTHERS_MS);
  }

  async close(): Promise<void> {
    if (this.#lookout) clearInterval(this.#lookout);
    await this.#stopListening?.();
  }

  get hasOthers(): boolean {
    return this.#others;
  }

  /** Says what is watched here; to be said again within ten seconds for as long as it is. */
  watching(run_ids: readonly string[], organization_ids: readonly string[]): void {
    if (!this.#others) return;
    const longest = Math.max(run_ids.length, organization_ids.length);
    for (let at = 0; at < longest; at += IDS_PER_MESSAGE) {
      const runs = run_ids.slice(at, at + IDS_PER_MESSAGE);
      const organizations = organization_ids.slice(at, at + IDS_PER_MESSAGE);
      this.#notify({ kind: "watching", runs, organizations });
    }
  }

  /** Whether somebody watches this organisation in another process. */
  tells(organization_id: string): boolean {
    return this.#organizations.has(organization_id);
  }

  moved(committed: readonly CommittedEvents[]): void {
    if (this.#elsewhere.size === 0) return;
    const batch = committed.filter(({ run_id }) => this.#elsewhere.has(run_id));
    if (batch.length === 0) return;
    let part: MovedRun[] = [];
    let size = 0;
    for (const { organization_id, run_id, events, texts } of batch) {
      const bytes = texts.reduce((sum, text) => sum + quotedBytes(text), 0);
      const about = { organization_id, run_id, first_seq: events[0]?.seq ?? 1 };
      const run = bytes > MAX_BYTES - 500 ? about : { ...about, texts };
      const added = quotedBytes(JSON.stringify(about)) + ("texts" in run ? bytes : 0);
      if (size + added > MAX_BYTES - 200 && part.length > 0) {
        this.#notify({ kind: "moved", runs: part });
        part = [];
        size = 0;
      }
      part.push(run);
      size += added;
    }
    this.#notify({ kind: "moved", runs: part });
  }

  signal(organization_id: string, signal: RunSignal): void {
    if (this.#elsewhere.has(signal.run_id)) this.#notify({ kind: "signal", organization_id, signal });
  }

  changed(changes: readonly OrgChange[]): void {
    const told = changes.filter(({ organization_id }) => this.tells(organization_id));
    for (let at = 0; at < told.length; at += 25) {
      this.#notify({ kind: "changed", changes: told.slice(at, at + 25) });
    }
  }

  #notify(message: Message): void {
    const payload = JSON.stringify({ from: this.#self, ...message });
    // A piece of text that does not fit is left out: signals may be missed, events are read from the journal.
    if (Buffer.byteLength(payload) > MAX_BYTES) return;
    this.#storage.notify(CHANNEL, payload).catch(this.#onTrouble);
  }

  #receive(payload: string): void {
    const message = JSON.parse(payload) as Message & { from: string };
    if (message.from === this.#self) return;
    this.#others = true;
    this.#heard = performance.now();
    switch (message.kind) {
      case "hello":
        this.#notify({ kind: "here" });
        this.#listener.hello();
        return;
      case "here":
        return;
      case "watching":
        for (const run_id of message.runs) this.#elsewhere.set(run_id, performance.now() + WATCHED_MS);
        for (const id of message.organizations) this.#organizations.set(id, performance.now() + WATCHED_MS);
        return;
      case "moved":
        for (const run of message.runs) this.#listener.moved(run);
        return;
      case "signal":
        this.#listener.signal(message.organization_id, message.signal);
        return;
      case "changed":
        this.#listener.changed(message.changes);
        return;
      default:
        assertNever(message);
    }
  }

  async #lookForOthers(): Promise<void> {
    for (const watched of [this.#elsewhere, this.#organizations])
      for (const [id, until] of watched) if (until < performance.now()) watched.delete(id);
    const [row] = await this.#storage.query<{ count: number }>("select count(*)::int as count from workers");
    this.#others = (row?.count ?? 0) > 1 || performance.now() - this.#heard < HEARD_MS;
  }
}

/** What a text takes inside of JSON inside of a notification. */
const quotedBytes = (text: string) => Buffer.byteLength(JSON.stringify(text)) + 1;
