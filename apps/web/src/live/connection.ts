import { create } from "zustand";

/** `idle` until the first watch; `reconnecting` from a lost or refused connection until it stands again. */
export type ConnectionStatus = "idle" | "connecting" | "connected" | "reconnecting";

export type Connection = {
  status: ConnectionStatus;
  /** When the server was last heard, in milliseconds, while the connection is lost; else null. */
  heard_at: number | null;
};

export const useConnection = create<Connection>(() => ({ status: "idle", heard_at: null }));
