import { asc, eq } from "../db/drizzle-orm.ts";
import { member, user } from "../db/schema/index.ts";
import type { Deps } from "../deps.ts";
import type { Actor } from "../identity/actor.ts";

const MOST_PEOPLE = 500;

/** Who may have started runs: the members of the organisation, by name. */
export async function listPeople({ storage }: Pick<Deps, "storage">, actor: Pick<Actor, "organization_id">) {
  const people = await storage.db
    .select({ user_id: user.id, name: user.name })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(eq(member.organizationId, actor.organization_id))
    .orderBy(asc(user.name), asc(user.id))
    .limit(MOST_PEOPLE);
  return { people };
}
