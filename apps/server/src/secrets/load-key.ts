import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Env } from "../env.ts";
import { StartupError } from "../startup-error.ts";
import { KEY_BYTES } from "./seal.ts";

const KEY_FILE = "secrets.key";

/**
 * The key that secrets are sealed with: the environment's, or for the embedded database one of its own in the
 * data directory. Null with PostgreSQL and no key: several servers share that database, so a key that only this
 * machine knows would be of no use.
 * @throws StartupError when the key file holds no key
 */
export function loadSecretsKey(env: Pick<Env, "secretsKey" | "databaseUrl" | "dataDir">): Buffer | null {
  if (env.secretsKey !== undefined) return Buffer.from(env.secretsKey, "base64");
  if (env.databaseUrl !== undefined) return null;
  const path = join(env.dataDir, KEY_FILE);
  if (!existsSync(path)) {
    writeFileSync(path, `${randomBytes(KEY_BYTES).toString("base64")}\n`, { mode: 0o600, flag: "wx" });
    chmodSync(path, 0o600);
  }
  const key = Buffer.from(readFileSync(path, "utf8").trim(), "base64");
  if (key.length === KEY_BYTES) return key;
  throw new StartupError(
    `The file ${path} does not hold a key. Restore it from a backup: the secrets that it sealed open with nothing else. Without a backup remove it, start again, and enter every secret anew.`,
  );
}
