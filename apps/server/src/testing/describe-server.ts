// Runs a suite against a whole server, once on each database, with people of every role to ask as.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe } from "vitest";
import { member, organization, user } from "../db/schema/index.ts";
import type { Role } from "../identity/actor.ts";
import { addFirstProject } from "../identity/ensure-local-owner.ts";
import { makeSignInToken } from "../identity/sign-in-link.ts";
import { ENGINES, makeTestDatabase, type TestDatabase } from "./database.ts";
import { type Answer, startTestServer, type TestServer } from "./server.ts";

export function describeServer(title: string, suite: (server: () => TestServer) => void): void {
  describe.each(ENGINES)(`${title} on %s`, (engine) => {
    let database: TestDatabase;
    let server: TestServer;
    beforeAll(async () => {
      database = await makeTestDatabase(engine);
      server = await startTestServer(database);
    });
    afterAll(async () => {
      await server.close();
      await database.drop();
    });
    suite(() => server);
  });
}

/** Somebody signed in, in an organisation. */
export type TestMember = {
  user_id: string;
  organization_id: string;
  email: string;
  /** The session as a browser would send it. */
  cookie: string;
  call(kind: "query" | "mutation", procedure: string, input?: unknown): Promise<Answer>;
};

/** Makes a member of the first organisation, or of one of their own, and signs them in. */
export async function signInAs(
  server: TestServer,
  role: Role,
  where: "first organisation" | "another organisation" = "first organisation",
): Promise<TestMember> {
  const { db } = server.deps.storage;
  const user_id = randomUUID();
  const name = `${role}-${user_id.slice(0, 8)}`;
  const email = `${name}@example.com`;
  await db.insert(user).values({ id: user_id, name, email, emailVerified: true });
  const organization_id = await organizationOf(server, where);
  await db
    .insert(member)
    .values({ id: randomUUID(), organizationId: organization_id, userId: user_id, role });
  const token = await makeSignInToken(db, user_id, new Date());
  const signedIn = await server.fetch(`/sign-in/${token}`);
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const headers = { cookie, origin: server.url };
  return {
    user_id,
    organization_id,
    email,
    cookie,
    call: (kind, procedure, input) => server.call(kind, procedure, input, headers),
  };
}

async function organizationOf(server: TestServer, where: "first organisation" | "another organisation") {
  const { db } = server.deps.storage;
  const [first] = await db
    .select({ id: organization.id })
    .from(organization)
    .orderBy(organization.createdAt)
    .limit(1);
  if (first && where === "first organisation") return first.id;
  const id = randomUUID();
  await db.insert(organization).values({ id, name: "Another", slug: id });
  await addFirstProject(db, id);
  return id;
}
