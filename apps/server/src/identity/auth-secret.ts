import { randomBytes } from "node:crypto";
import { eq } from "../db/drizzle-orm.ts";
import { server_settings } from "../db/schema/index.ts";
import type { Database } from "../db/storage.ts";

const KEY = "auth_secret";

/**
 * The secret that signs session cookies. Made once and kept in the database, so that every server on it shares
 * one and a restart signs nobody out; the embedded database lies in a directory that only its owner can read.
 */
export async function loadAuthSecret(db: Database): Promise<string> {
  const secret = randomBytes(32).toString("base64url");
  await db.insert(server_settings).values({ key: KEY, value: secret }).onConflictDoNothing();
  const [row] = await db.select().from(server_settings).where(eq(server_settings.key, KEY));
  return row?.value ?? secret;
}
