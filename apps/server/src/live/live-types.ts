import type { ClientToServer, ServerToClient } from "@worktrail/shared/live/protocol";
import type { DefaultEventsMap, Server, Socket } from "socket.io";
import type { Actor } from "../identity/actor.ts";

export type SocketData = { actor: Actor; headers: Headers };
export type LiveIo = Server<ClientToServer, ServerToClient, DefaultEventsMap, SocketData>;
export type LiveSocket = Socket<ClientToServer, ServerToClient, DefaultEventsMap, SocketData>;

/** Rooms are named by the server from ids that it has looked up, never from what a client sent. */
export const runRoom = (organization_id: string, run_id: string) => `run:${organization_id}:${run_id}`;
export const organizationRoom = (organization_id: string) => `org:${organization_id}`;
/** Null for the room of a run. */
export const organizationOf = (room: string) => (room.startsWith("org:") ? room.slice("org:".length) : null);
