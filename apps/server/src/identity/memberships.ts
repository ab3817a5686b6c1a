import { and, asc, eq, sql } from "../db/drizzle-orm.ts";
import { member, organization, projects, user } from "../db/schema/index.ts";
import type { Database } from "../db/storage.ts";
import { type Actor, strongestRole } from "./actor.ts";

type Membership = Omit<Actor, "via">;

/**
 * The membership that a user acts with: in `organizationId` when it is given and theirs, else in the
 * organisation they joined first. Null for somebody who belongs nowhere.
 */
export async function findMembership(
  db: Database,
  userId: string,
  organizationId: string | null,
): Promise<Membership | null> {
  const chosen = organizationId === null ? undefined : eq(member.organizationId, organizationId);
  const [row] = await membershipQuery(db, and(eq(member.userId, userId), chosen));
  return row ? toMembership(row) : null;
}

/** The membership of the first owner, as whom the API token acts; null before the first start made one. */
export async function findFirstOwner(db: Database): Promise<Membership | null> {
  const [row] = await membershipQuery(db, sql`'owner' = any(string_to_array(${member.role}, ','))`);
  return row ? toMembership(row) : null;
}

type Row = Awaited<ReturnType<typeof membershipQuery>>[number];

function toMembership({ role: stored, ...row }: Row): Membership | null {
  const role = strongestRole(stored);
  return role === null ? null : { ...row, role };
}

function membershipQuery(db: Database, condition: ReturnType<typeof and>) {
  return db
    .select({
      user_id: user.id,
      user_name: user.name,
      organization_id: organization.id,
      project_id: projects.project_id,
      role: member.role,
    })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .innerJoin(organization, eq(organization.id, member.organizationId))
    .innerJoin(projects, eq(projects.organization_id, organization.id))
    .where(condition)
    .orderBy(asc(member.createdAt), asc(member.id), asc(projects.created_at), asc(projects.project_id))
    .limit(1);
}
