// Tells browsers what is committed, over Socket.IO: events to the room of a run, hints to that of an organisation.
import type { Server as HttpServer } from "node:http";
import { type RunSignal, UnwatchRunSchema, WatchRunSchema } from "@worktrail/shared/live/protocol";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { Server } from "socket.io";
import type { Storage } from "../db/storage.ts";
import type { CommittedEvents, EngineLog, LivePort } from "../engine/engine-deps.ts";
import { readEvents } from "../journal/read-journal.ts";
import { ChangeBuffer, type OrgChange } from "./change-buffer.ts";
import { admit, type Door, identityKey } from "./handshake.ts";
import { type LiveIo, type LiveSocket, organizationOf, organizationRoom, runRoom } from "./live-types.ts";
import { LostRuns } from "./lost-runs.ts";
import { pacedRooms } from "./paced-rooms.ts";
import { isFlooding, isTooSlow } from "./reader-limits.ts";
import { type MovedRun, Relay } from "./relay.ts";
import { joinSignals, SignalBuffer } from "./signal-buffer.ts";
import { refusal, watchRun } from "./watch-run.ts";
import { WatchedRuns } from "./watched-runs.ts";

const MAX_PACKET_BYTES = 100_000;
/** Who was removed, signed out or lowered in role loses the connection within this time. */
const RECHECK_MS = 4_000;
/**
 * How often the other processes are told what is watched here, the journal is asked whether they missed it, and the
 * workers are asked whether they live.
 */
const SAY_AGAIN_MS = 3_000;
/** A connection that is silently dead is known to be so after twice this time. */
const PING_MS = 10_000;
/** Of one connection; the rest would only fill the log. */
const TOLD_REFUSALS = 10;
/** After these times a process that has just been told should know; until then it may have kept something back. */
const LOOK_AFTER_MS = [100, 1_000];
/** A packet each: of more steps than these nobody reads along, and the lines are kept with the run. */
const LOG_SIGNALS_AT_ONCE = 4;

export type LiveOptions = {
  storage: Storage;
  resolveActor: Door["resolveActor"];
  publicUrl?: string | undefined;
  log: EngineLog;
};

type Told = { event: WorktrailEvent } | { signal: RunSignal };

export class Live implements LivePort {
  readonly #options: LiveOptions;
  readonly #io: LiveIo;
  readonly #relay: Relay;
  readonly #signals = new SignalBuffer((organization_id, signal) => {
    this.#emitSignal(organization_id, signal);
    this.#relay.signal(organization_id, signal);
  });
  readonly #changes = new ChangeBuffer((changes) => {
    this.#emitChanges(changes);
    this.#relay.changed(changes);
  });
  readonly #watched = new WatchedRuns();
  /** Those that somebody here watches. */
  readonly #organizations = new Set<string>();
  readonly #rooms = pacedRooms<Told>(
    (room) => this.#io.of("/").adapter.rooms.get(room)?.size ?? 0,
    (room, told) => this.#tellRoom(room, told),
  );
  readonly #lost: LostRuns;
  readonly #timers = new Set<NodeJS.Timeout>();
  #recheck: NodeJS.Timeout | null = null;
  /** What other processes committed is passed on in the order in which it was heard of. */
  #relayed: Promise<void> = Promise.resolve();

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#lost = new LostRuns(options.storage);
    this.#io = new Server({
      serveClient: false,
      maxHttpBufferSize: MAX_PACKET_BYTES,
      pingInterval: PING_MS,
      pingTimeout: PING_MS,
      transports: ["websocket", "polling"],
    });
    this.#io.use((socket, next) => {
      admit(socket, { resolveActor: options.resolveActor, publicUrl: options.publicUrl }).then(
        (data) => {
          socket.data = data;
          next();
        },
        (error: unknown) => next(error instanceof Error ? error : new Error("The connection was refused.")),
      );
    });
    this.#io.on("connection", (socket) => this.#welcome(socket));
    this.#io.of("/").adapter.on("delete-room", (room: string) => {
      this.#watched.remove(room);
      this.#organizations.delete(organizationOf(room) ?? "");
    });
    const trouble = (error: unknown) =>
      options.log.warn({ err: error }, "Passing events on to other processes failed");
    this.#relay = new Relay(
      options.storage,
      {
        hello: () => this.#sayWatched(),
        moved: (run) => {
          this.#relayed = this.#relayed.then(() => this.#passOn(run)).catch(trouble);
        },
        signal: (organization_id, signal) => this.#emitSignal(organization_id, signal),
        changed: (changes) => this.#emitChanges(changes),
      },
      trouble,
    );
  }

  /** Serves sockets on an HTTP server that may already be listening. */
  async start(server: HttpServer): Promise<void> {
    this.#io.attach(server);
    await this.#relay.start();
    this.#timers.add(setInterval(() => this.#sayAgain(), SAY_AGAIN_MS));
    this.#recheck = setInterval(() => void this.#recheckActors(), RECHECK_MS);
  }

  async close(): Promise<void> {
    if (this.#recheck) clearInterval(this.#recheck);
    for (const timer of this.#timers) clearTimeout(timer);
    this.#signals.close();
    this.#changes.close();
    this.#rooms.close();
    await this.#relay.close();
    this.#io.disconnectSockets(true);
    // Closing it whole would also close the HTTP server, which belongs to somebody else.
    this.#io.engine.close();
  }

  committed(batch: readonly CommittedEvents[]): void {
    this.#signals.flushTokens();
    for (const { organization_id, run_id, events } of batch) {
      this.#emitEvents(organization_id, run_id, events);
      if (!this.#organizations.has(organization_id) && !this.#relay.tells(organization_id)) continue;
      for (const change of changesOf(organization_id, run_id, events)) this.#changes.add(change);
    }
    this.#relay.moved(batch);
  }

  signal(organization_id: string, signal: RunSignal): void {
    this.#signals.add(organization_id, signal);
  }

  changed(organization_id: string, topic: OrgChange["topic"], id: string): void {
    this.#changes.add({ organization_id, topic, id });
  }

  #welcome(socket: LiveSocket): void {
    const flooding = isFlooding();
    let refusals = 0;
    socket.use((_packet, next) => (flooding() ? socket.disconnect(true) : next()));
    socket.on("error", () => socket.disconnect(true));
    socket.on("run:watch", async (message, ack) => {
      if (typeof ack !== "function") return;
      try {
        const answer = await watchRun(this.#options.storage, socket, message);
        ack(answer);
        const parsed = WatchRunSchema.safeParse(message);
        if (answer.ok && parsed.success) this.#noteWatch(socket, parsed.data.run_id, answer.last_seq);
        else if (parsed.success && ++refusals <= TOLD_REFUSALS) this.#noteRefusal(socket, parsed.data.run_id);
      } catch (error) {
        this.#options.log.error({ err: error }, "A run could not be watched");
        ack(refusal("UNAVAILABLE", "The run can't be watched now. Try again."));
      }
    });
    socket.on("run:unwatch", async (message) => {
      const parsed = UnwatchRunSchema.safeParse(message);
      if (parsed.success) await socket.leave(runRoom(socket.data.actor.organization_id, parsed.data.run_id));
    });
    socket.on("org:watch", async (ack) => {
      const { organization_id } = socket.data.actor;
      await socket.join(organizationRoom(organization_id));
      this.#noteOrganization(organization_id);
      if (typeof ack === "function") ack({ ok: true });
    });
  }

  /** Who asks for runs that they may not see is for the operator to know. */
  #noteRefusal(socket: LiveSocket, run_id: string): void {
    const { user_id, organization_id } = socket.data.actor;
    this.#options.log.warn({ user_id, organization_id, run_id }, "A run was not given to be watched");
  }

  /** The others begin to pass this run on once they have heard of it; what they committed before is looked for. */
  #noteWatch(socket: LiveSocket, run_id: string, last_seq: number): void {
    const { organization_id } = socket.data.actor;
    const left = !socket.rooms.has(runRoom(organization_id, run_id));
    if (left || !this.#watched.add(organization_id, run_id, last_seq)) return;
    this.#relay.watching([run_id], []);
    for (const delay of LOOK_AFTER_MS) this.#later(delay, () => void this.#catchUp());
  }

  /** Lists that were read before the others had heard of it look once more. */
  #noteOrganization(organization_id: string): void {
    if (this.#organizations.has(organization_id)) return;
    this.#organizations.add(organization_id);
    if (!this.#relay.hasOthers) return;
    this.#relay.watching([], [organization_id]);
    const topics = ["runs", "tasks"] as const;
    for (const delay of LOOK_AFTER_MS)
      this.#later(delay, () =>
        this.#emitChanges(topics.map((topic) => ({ organization_id, topic, id: "since you came" }))),
      );
  }

  #later(delay: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, delay);
    this.#timers.add(timer);
  }

  #sayWatched(): void {
    this.#relay.watching(this.#watched.ids(), [...this.#organizations]);
  }

  #sayAgain(): void {
    this.#sayWatched();
    void this.#catchUp();
    void this.#lookForLost();
  }

  async #lookForLost(): Promise<void> {
    if (this.#io.of("/").sockets.size === 0) return;
    try {
      this.#emitChanges(await this.#lost.look());
    } catch (error) {
      this.#options.log.warn({ err: error }, "Whether runs have lost their workers could not be read");
    }
  }

  async #catchUp(): Promise<void> {
    if (!this.#relay.hasOthers) return;
    try {
      for (const { organization_id, run_id, seen_seq } of await this.#watched.behind(this.#options.storage))
        await this.#passOn({ organization_id, run_id, first_seq: seen_seq + 1 });
    } catch (error) {
      this.#options.log.warn({ err: error }, "What other processes committed could not be read");
    }
  }

  #emitEvents(organization_id: string, run_id: string, events: readonly WorktrailEvent[]): void {
    const room = runRoom(organization_id, run_id);
    if (events.length === 0 || !this.#io.of("/").adapter.rooms.has(room)) return;
    this.#rooms.add(
      room,
      events.map((event) => ({ event })),
    );
    this.#watched.told(organization_id, run_id, events.at(-1)?.seq ?? 0);
  }

  /** Tokens go before the events that end what they belong to; lines of a log can wait until the events are out. */
  #tellRoom(room: string, told: readonly Told[]): void {
    this.#dropSlow(room);
    const to = this.#io.to(room);
    const signals = joinSignals(told.flatMap((one) => ("signal" in one ? [one.signal] : [])));
    const events = told.flatMap((one) => ("event" in one ? [one.event] : []));
    const [first] = events;
    // Not volatile: of two signals at once the second would be lost, also where nobody is slow.
    for (const signal of signals) if (signal.kind === "token") to.emit("run:signal", signal);
    if (first) to.emit("run:events", { run_id: first.run_id, events });
    const lines = signals.filter(({ kind }) => kind === "log").slice(-LOG_SIGNALS_AT_ONCE);
    for (const signal of lines) to.emit("run:signal", signal);
  }

  #dropSlow(room: string): void {
    for (const id of this.#io.of("/").adapter.rooms.get(room) ?? []) {
      const socket = this.#io.of("/").sockets.get(id);
      // With what waits for it thrown away: to wait until it has read that would be to wait for the slow one.
      if (socket && isTooSlow(socket)) socket.conn.close(true);
    }
  }

  #emitSignal(organization_id: string, signal: RunSignal): void {
    const room = runRoom(organization_id, signal.run_id);
    if (this.#io.of("/").adapter.rooms.has(room)) this.#rooms.add(room, [{ signal }]);
  }

  #emitChanges(changes: readonly OrgChange[]): void {
    for (const { organization_id, topic, id } of changes) {
      this.#io.to(organizationRoom(organization_id)).emit("org:changed", { topic, id });
    }
  }

  async #passOn({ organization_id, run_id, first_seq, texts }: MovedRun): Promise<void> {
    if (!this.#io.of("/").adapter.rooms.has(runRoom(organization_id, run_id))) return;
    const events = texts
      ? texts.map((text) => JSON.parse(text) as WorktrailEvent)
      : await readEvents(this.#options.storage, { organization_id, run_id }, first_seq - 1);
    this.#emitEvents(organization_id, run_id, events);
  }

  async #recheckActors(): Promise<void> {
    const known = new Map<string, ReturnType<Door["resolveActor"]>>();
    for (const socket of this.#io.of("/").sockets.values()) {
      const { headers, actor } = socket.data;
      const key = identityKey(headers);
      const resolving = known.get(key) ?? this.#options.resolveActor(headers);
      known.set(key, resolving);
      try {
        const now = await resolving;
        if (now?.organization_id !== actor.organization_id) socket.disconnect(true);
        else socket.data = { headers, actor: now };
      } catch (error) {
        // A database that is away for a moment is no reason to send everybody home.
        this.#options.log.warn({ err: error }, "A connection could not be checked again");
      }
    }
  }
}

function changesOf(organization_id: string, run_id: string, events: readonly WorktrailEvent[]): OrgChange[] {
  const changes: OrgChange[] = [];
  if (events.some(({ event_type }) => event_type.startsWith("segment.") || event_type.startsWith("human."))) {
    changes.push({ organization_id, topic: "runs", id: run_id });
  }
  for (const event of events) {
    if (event.event_type.startsWith("human.") && "task_id" in event.payload) {
      changes.push({ organization_id, topic: "tasks", id: event.payload.task_id });
    }
  }
  // Tasks that were open are cancelled with their run.
  const ended = events.some(({ event_type }) => /^segment\.(failed|cancelled|timed_out)$/.test(event_type));
  return ended ? [...changes, { organization_id, topic: "tasks", id: run_id }] : changes;
}
