// The browser's end of the live protocol: one socket, any number of watched runs, the organisation's changes.
import type { ClientToServer, OrgTopic, RunSignal, ServerToClient } from "@worktrail/shared/live/protocol";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import type { Socket } from "socket.io-client";
import { useConnection } from "./connection.ts";
import { createRunWatcher, type RunWatcher, type WatchRunOptions } from "./run-watcher.ts";

export type LiveSocket = Socket<ServerToClient, ClientToServer>;

/** A change of the organisation; null after a reconnect, when any topic may have changed unseen. */
export type OrganizationListener = (change: { topic: OrgTopic; id: string } | null) => void;

export interface LiveClient {
  /** Follows a run; the function that comes back ends it. */
  watchRun: (run_id: string, options: WatchRunOptions) => () => void;
  watchOrganization: (listener: OrganizationListener) => () => void;
}

/** When the server refused the connection, Socket.IO does not try again by itself. */
const REFUSED_RETRY_MS = 5_000;

export function createLiveClient(open: () => LiveSocket): LiveClient {
  const watchers = new Map<string, Set<RunWatcher>>();
  const listeners = new Set<OrganizationListener>();
  let socket: LiveSocket | undefined;

  const toRun = (run_id: string, tell: (watcher: RunWatcher) => void) => {
    for (const watcher of watchers.get(run_id) ?? []) tell(watcher);
  };
  const connected = (): LiveSocket => {
    if (socket) return socket;
    socket = open();
    follow(socket, {
      onConnect: (again) => {
        for (const ofRun of watchers.values()) for (const watcher of ofRun) watcher.watch();
        if (listeners.size > 0) socket?.emit("org:watch");
        if (again) for (const listener of listeners) listener(null);
      },
      onEvents: (run_id, events) => toRun(run_id, (watcher) => watcher.take(events)),
      onSignal: (signal) => toRun(signal.run_id, (watcher) => watcher.signal(signal)),
      onChange: (change) => {
        for (const listener of listeners) listener(change);
      },
    });
    return socket;
  };

  return {
    watchRun: (run_id, options) => {
      const live = connected();
      const watcher = createRunWatcher(live, run_id, options);
      const ofRun = watchers.get(run_id) ?? new Set();
      watchers.set(run_id, ofRun.add(watcher));
      if (live.connected) watcher.watch();
      return () => {
        watcher.stop();
        ofRun.delete(watcher);
        if (ofRun.size > 0 || watchers.get(run_id) !== ofRun) return;
        watchers.delete(run_id);
        if (live.connected) live.emit("run:unwatch", { run_id });
      };
    },
    watchOrganization: (listener) => {
      const live = connected();
      listeners.add(listener);
      if (live.connected && listeners.size === 1) live.emit("org:watch");
      return () => listeners.delete(listener);
    },
  };
}

interface Reactions {
  onConnect: (again: boolean) => void;
  onEvents: (run_id: string, events: WorktrailEvent[]) => void;
  onSignal: (signal: RunSignal) => void;
  onChange: (change: { topic: OrgTopic; id: string }) => void;
}

function follow(socket: LiveSocket, reactions: Reactions): void {
  let connectedBefore = false;
  let heard_at = Date.now();
  const heard = () => {
    heard_at = Date.now();
  };
  const lost = () => useConnection.setState({ status: "reconnecting", heard_at });
  useConnection.setState({ status: "connecting" });
  socket.onAny(heard);
  // The server says by this that it is there when there is nothing to tell.
  socket.io.on("ping", heard);
  socket.on("connect", () => {
    heard();
    useConnection.setState({ status: "connected", heard_at: null });
    reactions.onConnect(connectedBefore);
    connectedBefore = true;
  });
  socket.on("disconnect", (reason) => {
    lost();
    if (reason === "io server disconnect") setTimeout(() => socket.connect(), REFUSED_RETRY_MS);
  });
  socket.on("connect_error", () => {
    lost();
    if (!socket.active) setTimeout(() => socket.connect(), REFUSED_RETRY_MS);
  });
  socket.on("run:events", ({ run_id, events }) => reactions.onEvents(run_id, events));
  socket.on("run:signal", reactions.onSignal);
  socket.on("org:changed", reactions.onChange);
}
