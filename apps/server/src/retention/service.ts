import type { RetentionView } from "@worktrail/shared/api/retention";
import type { Deps } from "../deps.ts";
import type { Actor } from "../identity/actor.ts";
import { findRule, removeRule, writeRule } from "./repo.ts";

type RetentionDeps = Pick<Deps, "storage" | "env">;
type Keeper = Pick<Actor, "organization_id" | "user_id">;

/** The rules that say when an ended run is removed; the shorter of the two counts. */
export async function getRetention(
  { storage, env }: RetentionDeps,
  { organization_id }: Pick<Keeper, "organization_id">,
): Promise<RetentionView> {
  const rule = await findRule(storage.db, organization_id);
  return {
    days: rule?.days ?? null,
    server_days: env.retentionDays ?? null,
    updated_at: rule?.updated_at.toISOString() ?? null,
    updated_by: rule ? { user_id: rule.updated_by, name: rule.updated_by_name ?? "a former member" } : null,
  };
}

/** Takes effect within the hour, in the background. */
export async function setRetention(
  deps: RetentionDeps,
  { organization_id, user_id }: Keeper,
  { days }: { days: number | null },
): Promise<RetentionView> {
  const { db } = deps.storage;
  if (days === null) await removeRule(db, organization_id);
  else await writeRule(db, { organization_id, days, updated_at: new Date(), updated_by: user_id });
  return getRetention(deps, { organization_id });
}
