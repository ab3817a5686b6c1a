import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROLES, type Role } from "../identity/actor.ts";
import { makeTestDatabase, type TestDatabase } from "../testing/database.ts";
import { signInAs, type TestMember } from "../testing/describe-server.ts";
import { startTestServer, type TestServer } from "../testing/server.ts";
import { appRouter } from "./app-router.ts";

/** The weakest role that may call each procedure. One that is missing here fails the test. */
const WEAKEST: Record<string, Role> = {
  "session.get": "viewer",
  "catalog.list": "viewer",
  "segments.validate": "viewer",
  "segments.get": "viewer",
  "segments.list": "viewer",
  "segments.versions": "viewer",
  "segments.save": "member",
  "segments.delete": "member",
  "segments.publish": "member",
  "segments.unpublish": "member",
  "segments.name_version": "member",
  "segments.restore": "member",
  "runs.start": "member",
  "runs.rerun": "member",
  "runs.start_from": "member",
  "runs.get": "viewer",
  "runs.events": "viewer",
  "runs.value": "viewer",
  "runs.logs": "viewer",
  "runs.list": "viewer",
  "runs.counts": "viewer",
  "runs.people": "viewer",
  "runs.cancel_many": "member",
  "runs.retry_many": "member",
  "runs.cancel": "member",
  "runs.pause": "member",
  "runs.resume": "member",
  "runs.retry": "member",
  "retention.get": "viewer",
  "retention.set": "admin",
  "secrets.list": "viewer",
  "secrets.put": "admin",
  "secrets.delete": "admin",
  "schedules.list": "viewer",
  "schedules.upcoming": "viewer",
  "schedules.history": "viewer",
  "schedules.preview": "viewer",
  "schedules.save": "member",
  "schedules.run_now": "member",
  "schedules.delete": "member",
  "tasks.list": "viewer",
  "tasks.get": "viewer",
  "tasks.respond": "member",
  "tasks.claim": "member",
  "tasks.release": "member",
};

const SPECIAL: Record<string, object> = {
  "segments.validate": { segment: {} },
  "segments.save": { segment: {} },
  "segments.name_version": { segment_id: "none", revision: 1, name: "" },
  "segments.restore": { segment_id: "none", revision: 1, base_revision: 1 },
  "runs.start": { segment: {} },
  "runs.start_from": { run_id: "none", step_id: "none" },
  "runs.value": { run_id: "none", hash: "0".repeat(64) },
  "runs.counts": {},
  "runs.cancel_many": { run_ids: ["none"] },
  "runs.retry_many": { run_ids: ["none"] },
  "retention.set": { days: null },
  "secrets.put": { name: "NONE", value: "none" },
  "secrets.delete": { name: "NONE" },
  "schedules.preview": { cron: "0 9 * * *", time_zone: "UTC" },
  "schedules.save": { segment_id: "none", name: "None", cron: "0 9 * * *", time_zone: "UTC" },
  "tasks.respond": { task_id: "none", action: "approved" },
};
const ID_FIELDS = [
  ["segments.", "segment_id"],
  ["runs.", "run_id"],
  ["tasks.", "task_id"],
  ["schedules.", "schedule_id"],
] as const;

/** Well-formed input about something that is not there. */
function inputOf(path: string): object | undefined {
  const [, field] = ID_FIELDS.find(([prefix]) => path.startsWith(prefix)) ?? [];
  if (SPECIAL[path] || field === undefined || path.endsWith(".list")) return SPECIAL[path];
  return { [field]: "none" };
}

// Flat at run time, nested in its type.
const defined = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
const procedures = Object.entries(defined).map(
  ([path, procedure]) => [path, procedure._def.type === "query" ? "query" : "mutation"] as const,
);

let database: TestDatabase;
let server: TestServer;
const members = new Map<Role, TestMember>();
beforeAll(async () => {
  database = await makeTestDatabase("postgres");
  server = await startTestServer(database, {
    WORKTRAIL_SECRETS_KEY: randomBytes(32).toString("base64"),
  });
  for (const role of ROLES) members.set(role, await signInAs(server, role));
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

describe("every procedure", () => {
  test("has its place in the table of roles", () => {
    expect(procedures.map(([path]) => path).sort()).toEqual(Object.keys(WEAKEST).sort());
  });

  test.each(procedures)("%s refuses who is not signed in, and a wrong token", async (path, kind) => {
    const strangers: Record<string, string>[] = [{}, { authorization: "Bearer wrong-wrong-wrong" }];
    for (const headers of strangers) {
      const answer = await server.call(kind, path, inputOf(path), headers);
      expect(answer).toMatchObject({ status: 401, error: { data: { code: "UNAUTHORIZED" } } });
    }
  });

  test.each(procedures)("%s is open to exactly the roles of the table", async (path, kind) => {
    const weakest = ROLES.indexOf(WEAKEST[path] ?? "owner");
    for (const [index, role] of ROLES.entries()) {
      const answer = await members.get(role)?.call(kind, path, inputOf(path));
      expect(`${role} ${answer?.status === 403 ? "refused" : "let in"}`).toBe(
        `${role} ${index < weakest ? "refused" : "let in"}`,
      );
      expect(answer?.status).toBeLessThan(500);
    }
  });

  test.each(procedures.filter(([, kind]) => kind === "mutation"))(
    "%s refuses fields that it does not know",
    async (path, kind) => {
      const answer = await server.call(kind, path, {
        ...inputOf(path),
        organization_id: "other",
        role: "owner",
      });
      expect(answer.status).toBe(400);
    },
  );
});
