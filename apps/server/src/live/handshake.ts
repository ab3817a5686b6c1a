import type { IncomingHttpHeaders } from "node:http";
import type { Identity } from "../identity/identity.ts";
import type { LiveSocket, SocketData } from "./live-types.ts";

export type Door = { resolveActor: Identity["resolveActor"]; publicUrl: string | undefined };

/**
 * Lets in who is signed in and comes from our own page; scripts send a token and no origin.
 * @throws Error whose message the client sees
 */
export async function admit(socket: LiveSocket, door: Door): Promise<SocketData> {
  const { headers: given, auth } = socket.handshake;
  if (!isOwnPage(given, door.publicUrl)) throw new Error("Connections from other sites are refused.");
  const headers = actorHeaders(given, auth.token);
  const actor = await door.resolveActor(headers);
  if (!actor) throw new Error("Sign in first.");
  return { actor, headers };
}

/** A page that is not ours can't use the cookie of somebody who is signed in here. */
function isOwnPage({ origin, host }: IncomingHttpHeaders, publicUrl: string | undefined): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === host || (publicUrl !== undefined && new URL(publicUrl).origin === origin);
}

/** Only what says who somebody is. */
function actorHeaders({ cookie, authorization }: IncomingHttpHeaders, token: unknown): Headers {
  const headers = new Headers();
  if (cookie !== undefined) headers.set("cookie", cookie);
  if (authorization !== undefined) headers.set("authorization", authorization);
  if (typeof token === "string" && /^\S{1,500}$/.test(token)) headers.set("authorization", `Bearer ${token}`);
  return headers;
}

/** One look-up per identity, however many sockets it has open. */
export function identityKey(headers: Headers): string {
  return `${headers.get("authorization") ?? ""}\n${headers.get("cookie") ?? ""}`;
}
