import { randomUUID } from "node:crypto";
import { AppError } from "@worktrail/shared/errors";
import { sql } from "../db/drizzle-orm.ts";
import { member, organization, projects, user } from "../db/schema/index.ts";
import type { Database } from "../db/storage.ts";
import type { Actor } from "./actor.ts";
import { findFirstOwner } from "./memberships.ts";

/** Any number: servers that start at the same time take turns on it. */
const FIRST_START_LOCK = 7_235_002_419;

/** Makes the first owner, their organisation and its project, unless there is an owner already. */
export async function ensureLocalOwner(db: Database): Promise<Omit<Actor, "via">> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${FIRST_START_LOCK}::bigint)`);
    const present = await findFirstOwner(tx);
    if (present) return present;
    const userId = randomUUID();
    const organizationId = randomUUID();
    await tx
      .insert(user)
      .values({ id: userId, name: "Local owner", email: "owner@worktrail.local", emailVerified: true });
    await tx
      .insert(organization)
      .values({ id: organizationId, name: "My organisation", slug: "my-organisation" });
    await tx.insert(member).values({ id: randomUUID(), organizationId, userId, role: "owner" });
    await addFirstProject(tx, organizationId);
    const made = await findFirstOwner(tx);
    if (!made) throw new AppError("INTERNAL", "The first owner could not be made.", { kind: "unexpected" });
    return made;
  });
}

/** Every organisation has a project from its first moment. */
export async function addFirstProject(db: Database, organizationId: string): Promise<void> {
  await db
    .insert(projects)
    .values({ project_id: randomUUID(), organization_id: organizationId, name: "Default project" });
}
