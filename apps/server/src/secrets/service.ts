import type { SecretView } from "@worktrail/shared/api/secrets";
import { AppError } from "@worktrail/shared/errors";
import type { Deps } from "../deps.ts";
import type { Actor } from "../identity/actor.ts";
import { listSecretRows, removeSecret, writeSecret } from "./repo.ts";
import { seal } from "./seal.ts";

type SecretDeps = Pick<Deps, "storage" | "secretsKey" | "live">;
type Keeper = Pick<Actor, "organization_id" | "user_id">;

/** `can_store` is false where this server has no key to seal with. */
export async function listSecrets(
  { storage, secretsKey }: SecretDeps,
  { organization_id }: Keeper,
): Promise<{ secrets: SecretView[]; can_store: boolean }> {
  const rows = await listSecretRows(storage.db, organization_id);
  const secrets = rows.map(({ name, updated_at, updated_by, updated_by_name, last_used_at }) => ({
    name,
    updated_at: updated_at.toISOString(),
    updated_by: { user_id: updated_by, name: updated_by_name ?? "a former member" },
    last_used_at: last_used_at?.toISOString() ?? null,
  }));
  return { secrets, can_store: secretsKey !== null };
}

/**
 * Makes a secret, or gives it a new value; steps that start from now on use that one.
 * @throws AppError `UNAVAILABLE` where this server has no key to seal with
 */
export async function putSecret(
  { storage, secretsKey, live }: SecretDeps,
  { organization_id, user_id }: Keeper,
  { name, value }: { name: string; value: string },
): Promise<{ name: string }> {
  if (secretsKey === null) throw new AppError("UNAVAILABLE", NO_KEY);
  const owner = { organization_id, name };
  const sealed = seal(secretsKey, owner, value);
  await writeSecret(storage.db, { ...owner, sealed, updated_by: user_id, updated_at: new Date() });
  live.changed(organization_id, "secrets", name);
  return { name };
}

/** @throws AppError `NOT_FOUND` */
export async function deleteSecret(
  { storage, live }: SecretDeps,
  { organization_id }: Keeper,
  { name }: { name: string },
): Promise<{ name: string }> {
  if (!(await removeSecret(storage.db, { organization_id, name })))
    throw new AppError("NOT_FOUND", `There is no secret ${name}.`, { path: "/name" });
  live.changed(organization_id, "secrets", name);
  return { name };
}

const NO_KEY =
  "This server has no key to keep secrets with. Set WORKTRAIL_SECRETS_KEY to 32 random bytes in base64, the same on every server and worker, and start them again.";
