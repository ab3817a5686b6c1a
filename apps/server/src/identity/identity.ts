import { createHash, timingSafeEqual } from "node:crypto";
import type { Storage } from "../db/storage.ts";
import type { Env } from "../env.ts";
import type { Actor } from "./actor.ts";
import { type Auth, createAuth } from "./auth.ts";
import { loadAuthSecret } from "./auth-secret.ts";
import { ensureLocalOwner } from "./ensure-local-owner.ts";
import { findFirstOwner, findMembership } from "./memberships.ts";
import { makeSignInToken } from "./sign-in-link.ts";

export type Identity = {
  auth: Auth;
  /**
   * Who sends these headers, by session cookie or `Authorization: Bearer`; null for nobody known.
   * The one way to an actor, for HTTP requests and socket handshakes alike.
   */
  resolveActor(headers: Headers): Promise<Actor | null>;
  /** A fresh path that signs the local owner in, once. */
  makeSignInPath(): Promise<string>;
};

type IdentityOptions = { storage: Storage; env: Pick<Env, "token" | "authSecret">; baseUrl: string };

/** Prepares sign-in; on the first start it makes the local owner with organisation and project. */
export async function createIdentity({ storage, env, baseUrl }: IdentityOptions): Promise<Identity> {
  const { db } = storage;
  const owner = await ensureLocalOwner(db);
  const auth = createAuth({ db, baseUrl, secret: env.authSecret ?? (await loadAuthSecret(db)) });

  const fromToken = async (given: string): Promise<Actor | null> => {
    if (env.token === undefined || !sameSecret(given, env.token)) return null;
    const membership = await findFirstOwner(db);
    return membership && { ...membership, via: "token" };
  };
  const fromSession = async (headers: Headers): Promise<Actor | null> => {
    const found = await auth.api.getSession({ headers });
    if (!found) return null;
    const { userId, activeOrganizationId } = found.session;
    const membership =
      (await findMembership(db, userId, activeOrganizationId ?? null)) ??
      (await findMembership(db, userId, null));
    return membership && { ...membership, via: "session" };
  };
  return {
    auth,
    resolveActor: (headers) => {
      const authorization = headers.get("authorization");
      if (authorization === null) return headers.has("cookie") ? fromSession(headers) : Promise.resolve(null);
      // A wrong token is refused even beside a good cookie: a script must notice its mistake.
      const [, token] = /^Bearer\s+(\S+)$/i.exec(authorization) ?? [];
      return token === undefined ? Promise.resolve(null) : fromToken(token);
    },
    makeSignInPath: async () => `/sign-in/${await makeSignInToken(db, owner.user_id, new Date())}`,
  };
}

/** Compares hashes, so that neither content nor length shows in the time it takes. */
function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
