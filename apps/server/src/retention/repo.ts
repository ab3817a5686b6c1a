import { eq } from "../db/drizzle-orm.ts";
import { retention_rules, user } from "../db/schema/index.ts";
import type { Database } from "../db/storage.ts";

export async function findRule(db: Database, organization_id: string) {
  const [row] = await db
    .select({
      days: retention_rules.days,
      updated_at: retention_rules.updated_at,
      updated_by: retention_rules.updated_by,
      updated_by_name: user.name,
    })
    .from(retention_rules)
    .leftJoin(user, eq(user.id, retention_rules.updated_by))
    .where(eq(retention_rules.organization_id, organization_id));
  return row;
}

export async function writeRule(
  db: Database,
  row: { organization_id: string; days: number; updated_at: Date; updated_by: string },
): Promise<void> {
  const { days, updated_at, updated_by } = row;
  await db
    .insert(retention_rules)
    .values(row)
    .onConflictDoUpdate({ target: retention_rules.organization_id, set: { days, updated_at, updated_by } });
}

export async function removeRule(db: Database, organization_id: string): Promise<void> {
  await db.delete(retention_rules).where(eq(retention_rules.organization_id, organization_id));
}
