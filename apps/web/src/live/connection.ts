import { create } from "zustand";

/** `idle` until the first watch; `reconnecting` from a lost or refused connection until it stands again. */
export type ConnectionStatus = "idle" | "connecting" | "connected" | "reconnecting";

export const useConnection = create<{ status: ConnectionStatus }>(() => ({ status: "idle" }));
