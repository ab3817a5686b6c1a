import { and, eq, inArray, isNull, lt, or } from "../db/drizzle-orm.ts";
import { secrets, user } from "../db/schema/index.ts";
import type { Database } from "../db/storage.ts";
import type { SecretKey } from "./seal.ts";

export async function listSecretRows(db: Database, organization_id: string) {
  return db
    .select({
      name: secrets.name,
      updated_at: secrets.updated_at,
      updated_by: secrets.updated_by,
      updated_by_name: user.name,
      last_used_at: secrets.last_used_at,
    })
    .from(secrets)
    .leftJoin(user, eq(user.id, secrets.updated_by))
    .where(eq(secrets.organization_id, organization_id))
    .orderBy(secrets.name)
    .limit(1_000);
}

const named = (organization_id: string, names: readonly string[]) =>
  and(eq(secrets.organization_id, organization_id), inArray(secrets.name, [...names]));

export async function readSealed(db: Database, organization_id: string, names: readonly string[]) {
  return db
    .select({ name: secrets.name, sealed: secrets.sealed })
    .from(secrets)
    .where(named(organization_id, names));
}

/** Finer than this nobody needs to know when a secret was used last. */
const USED_EVERY_MS = 60_000;

export async function markUsed(
  db: Database,
  organization_id: string,
  names: readonly string[],
  at: Date,
): Promise<void> {
  const stale = or(
    isNull(secrets.last_used_at),
    lt(secrets.last_used_at, new Date(at.getTime() - USED_EVERY_MS)),
  );
  await db
    .update(secrets)
    .set({ last_used_at: at })
    .where(and(named(organization_id, names), stale));
}

export async function writeSecret(
  db: Database,
  row: SecretKey & { sealed: string; updated_by: string; updated_at: Date },
): Promise<void> {
  const { sealed, updated_by, updated_at } = row;
  await db
    .insert(secrets)
    .values(row)
    .onConflictDoUpdate({
      target: [secrets.organization_id, secrets.name],
      set: { sealed, updated_by, updated_at },
    });
}

export async function removeSecret(db: Database, { organization_id, name }: SecretKey): Promise<boolean> {
  const removed = await db
    .delete(secrets)
    .where(named(organization_id, [name]))
    .returning({ name: secrets.name });
  return removed.length > 0;
}
