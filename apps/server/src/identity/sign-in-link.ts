// One-time links that sign a person in, as Jupyter prints one at start: whoever sees the terminal is the owner.
import { createHash, randomBytes } from "node:crypto";
import { and, eq, gt, isNull, lt } from "../db/drizzle-orm.ts";
import { sign_in_links } from "../db/schema/index.ts";
import type { Database } from "../db/storage.ts";

const LIFETIME_MS = 24 * 60 * 60 * 1000;

const hash = (token: string) => createHash("sha256").update(token).digest("base64url");

/** Makes a link's token for a user; it works once, within 24 hours. */
export async function makeSignInToken(db: Database, userId: string, now: Date): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  await db.delete(sign_in_links).where(lt(sign_in_links.expires_at, now));
  await db.insert(sign_in_links).values({
    token_hash: hash(token),
    user_id: userId,
    expires_at: new Date(now.getTime() + LIFETIME_MS),
  });
  return token;
}

/** Uses a token up and says whose it was; null when it is wrong, used or too old. */
export async function redeemSignInToken(db: Database, token: string, now: Date): Promise<string | null> {
  const [row] = await db
    .update(sign_in_links)
    .set({ used_at: now })
    .where(
      and(
        eq(sign_in_links.token_hash, hash(token)),
        isNull(sign_in_links.used_at),
        gt(sign_in_links.expires_at, now),
      ),
    )
    .returning({ user_id: sign_in_links.user_id });
  return row?.user_id ?? null;
}
