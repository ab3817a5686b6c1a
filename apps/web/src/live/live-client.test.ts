import type { WatchAck } from "@worktrail/shared/live/protocol";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { useConnection } from "./connection.ts";
import { createLiveClient, type LiveSocket } from "./live-client.ts";
import type { WatchRunOptions } from "./run-watcher.ts";

/** Only `seq` matters here. */
function events(...seqs: number[]): WorktrailEvent[] {
  return seqs.map((seq) => ({ seq }) as unknown as WorktrailEvent);
}

type Sent = [name: string, message?: unknown, ack?: (answer: WatchAck) => void];

class FakeSocket {
  connected = false;
  active = true;
  sent: Sent[] = [];
  readonly #listeners = new Map<string, ((...values: unknown[]) => void)[]>();
  /** The manager of the connection, which hears its pings. */
  readonly io = { on: (name: string, listener: () => void) => this.on(`io ${name}`, listener) };
  onAny(listener: () => void) {
    this.on("any", listener);
  }
  on(name: string, listener: (...values: unknown[]) => void) {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
  }
  emit(...message: Sent) {
    this.sent.push(message);
  }
  connect() {
    this.receive("connect");
  }
  receive(name: string, ...values: unknown[]) {
    if (name.includes(":")) this.receive("any");
    if (name === "connect") this.connected = true;
    if (name === "disconnect") this.connected = false;
    for (const listener of this.#listeners.get(name) ?? []) listener(...values);
  }
  named(name: string): Sent[] {
    return this.sent.filter(([sent]) => sent === name);
  }
  answerWatch(answer: WatchAck) {
    this.named("run:watch").at(-1)?.[2]?.(answer);
  }
}

let socket: FakeSocket;
let seen: number[];
const client = () => createLiveClient(() => socket as unknown as LiveSocket);

function watchOptions(more: Partial<WatchRunOptions> = {}): WatchRunOptions {
  return {
    after_seq: 0,
    onEvents: (batch) => seen.push(...batch.map((event) => event.seq)),
    catchUp: async () => {
      throw new Error("no catching up was expected");
    },
    ...more,
  };
}

beforeEach(() => {
  socket = new FakeSocket();
  seen = [];
});

describe("watching a run", () => {
  test("asks once the connection stands and gives out the missed events, then the live ones", () => {
    client().watchRun("r1", watchOptions({ after_seq: 2 }));
    expect(socket.sent).toEqual([]);
    socket.receive("connect");
    expect(socket.named("run:watch")[0]?.[1]).toEqual({ run_id: "r1", after_seq: 2 });
    socket.answerWatch({ ok: true, events: events(3, 4), last_seq: 4 });
    socket.receive("run:events", { run_id: "r1", events: events(4, 5) });
    socket.receive("run:events", { run_id: "r2", events: events(1) });
    expect(seen).toEqual([3, 4, 5]);
  });

  test("asks again after a reconnect, from the last event it has seen", () => {
    client().watchRun("r1", watchOptions());
    socket.receive("connect");
    socket.answerWatch({ ok: true, events: events(1, 2, 3), last_seq: 3 });
    socket.receive("disconnect", "transport close");
    expect(useConnection.getState().status).toBe("reconnecting");
    socket.receive("connect");
    expect(useConnection.getState().status).toBe("connected");
    expect(socket.named("run:watch").map(([, message]) => message)).toEqual([
      { run_id: "r1", after_seq: 0 },
      { run_id: "r1", after_seq: 3 },
    ]);
  });

  test("fetches the events of a gap, page by page, before it goes on", async () => {
    const pages: Record<number, WorktrailEvent[]> = { 1: events(2, 3), 3: events(4) };
    const catchUp = vi.fn(async (after: number) => pages[after] ?? []);
    client().watchRun("r1", watchOptions({ catchUp }));
    socket.receive("connect");
    socket.answerWatch({ ok: true, events: events(1), last_seq: 1 });
    socket.receive("run:events", { run_id: "r1", events: events(5) });
    await vi.waitFor(() => expect(seen).toEqual([1, 2, 3, 4, 5]));
    expect(catchUp.mock.calls).toEqual([[1], [3]]);
  });

  test("fetches what an answer leaves out", async () => {
    client().watchRun("r1", watchOptions({ catchUp: async () => events(2, 3) }));
    socket.receive("connect");
    socket.answerWatch({ ok: true, events: events(1), last_seq: 3 });
    await vi.waitFor(() => expect(seen).toEqual([1, 2, 3]));
  });

  test("tries again when the journal could not be reached", async () => {
    vi.useFakeTimers();
    try {
      const catchUp = vi.fn<WatchRunOptions["catchUp"]>().mockRejectedValueOnce(new Error("offline"));
      catchUp.mockResolvedValueOnce(events(1));
      client().watchRun("r1", watchOptions({ catchUp }));
      socket.receive("connect");
      socket.receive("run:events", { run_id: "r1", events: events(2) });
      await vi.advanceTimersByTimeAsync(1_000);
      expect(seen).toEqual([1, 2]);
    } finally {
      vi.useRealTimers();
    }
  });

  test("is silent once it has ended, and leaves the room with its last watcher", () => {
    const live = client();
    const endFirst = live.watchRun("r1", watchOptions());
    const endSecond = live.watchRun("r1", watchOptions({ onEvents: () => {} }));
    socket.receive("connect");
    endFirst();
    expect(socket.named("run:unwatch")).toEqual([]);
    socket.receive("run:events", { run_id: "r1", events: events(1) });
    expect(seen).toEqual([]);
    endSecond();
    expect(socket.named("run:unwatch")).toEqual([["run:unwatch", { run_id: "r1" }]]);
  });

  test("passes a refusal on", () => {
    const onRefused = vi.fn();
    client().watchRun("r1", watchOptions({ onRefused }));
    socket.receive("connect");
    socket.answerWatch({ ok: false, code: "NOT_FOUND", message: "There is no such run." });
    expect(onRefused).toHaveBeenCalledWith({ code: "NOT_FOUND", message: "There is no such run." });
  });

  test("passes signals of this run only", () => {
    const onSignal = vi.fn();
    client().watchRun("r1", watchOptions({ onSignal }));
    socket.receive("connect");
    const signal = { step_id: "s", attempt: 1, kind: "token", text: "Hi" };
    socket.receive("run:signal", { run_id: "r1", ...signal });
    socket.receive("run:signal", { run_id: "r2", ...signal });
    expect(onSignal.mock.calls).toEqual([[{ run_id: "r1", ...signal }]]);
  });
});

describe("watching the organisation", () => {
  test("tells each change, and after a reconnect that anything may have changed", () => {
    const onChange = vi.fn();
    client().watchOrganization(onChange);
    socket.receive("connect");
    socket.receive("org:changed", { topic: "tasks", id: "t1" });
    socket.receive("disconnect", "transport close");
    socket.receive("connect");
    expect(socket.named("org:watch")).toHaveLength(2);
    expect(onChange.mock.calls).toEqual([[{ topic: "tasks", id: "t1" }], [null]]);
  });

  test("while it is lost, says when the server was last heard: by an event, or by a ping", () => {
    vi.useFakeTimers();
    try {
      const start = Date.now();
      client().watchOrganization(() => {});
      socket.receive("connect");
      vi.advanceTimersByTime(1_000);
      socket.receive("org:changed", { topic: "tasks", id: "t1" });
      vi.advanceTimersByTime(500);
      expect(useConnection.getState()).toEqual({ status: "connected", heard_at: null });
      socket.receive("disconnect", "transport close");
      expect(useConnection.getState()).toEqual({ status: "reconnecting", heard_at: start + 1_000 });
      socket.receive("connect_error", new Error("away"));
      expect(useConnection.getState().heard_at).toBe(start + 1_000);
      socket.receive("connect");
      expect(useConnection.getState()).toEqual({ status: "connected", heard_at: null });
      vi.advanceTimersByTime(1_000);
      socket.receive("io ping");
      vi.advanceTimersByTime(9_000);
      socket.receive("disconnect", "ping timeout");
      expect(useConnection.getState().heard_at).toBe(start + 2_500);
    } finally {
      vi.useRealTimers();
    }
  });

  test("knocks again by itself when the server refused the connection", async () => {
    vi.useFakeTimers();
    try {
      client().watchOrganization(() => {});
      socket.active = false;
      socket.receive("connect_error", new Error("refused"));
      await vi.advanceTimersByTimeAsync(5_000);
      expect(socket.connected).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });
});
