// Authenticated encryption of a secret's value: AES-256-GCM with a nonce of its own for every sealing.
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const FORMAT = "v1";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export const KEY_BYTES = 32;

/** Whose secret a sealed value is: part of what is authenticated. */
export type SecretKey = { organization_id: string; name: string };

const boundTo = ({ organization_id, name }: SecretKey) =>
  Buffer.from(JSON.stringify([FORMAT, organization_id, name]));

export function seal(key: Buffer, owner: SecretKey, value: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES }).setAAD(
    boundTo(owner),
  );
  const bytes = Buffer.concat([nonce, cipher.update(value, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${FORMAT}.${bytes.toString("base64url")}`;
}

/** The value, or null when it was sealed with another key, for another place, or was changed since. */
export function unseal(key: Buffer, owner: SecretKey, sealed: string): string | null {
  const [format, text] = sealed.split(".");
  const bytes = Buffer.from(text ?? "", "base64url");
  if (format !== FORMAT || bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(boundTo(owner))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const start = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([start, decipher.final()]).toString("utf8");
  } catch {
    // GCM tells nothing but that it does not fit.
    return null;
  }
}
