// Secrets, through a whole server: who may set them, which call carries them, and that nothing else ever tells them.
import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { segment, step } from "../engine/testing/segments.ts";
import { createSecretsPort } from "../secrets/secrets-port.ts";
import { makeTestDatabase } from "../testing/database.ts";
import { signInAs } from "../testing/describe-server.ts";
import { startTestServer } from "../testing/server.ts";
import { type Contract, describeContract } from "./testing/describe-contract.ts";
import { json } from "./testing/local-server.ts";

const VALUE = "tok/en+with ümlaut & sp.aces=42";
const WITH_KEY = () => ({ WORKTRAIL_SECRETS_KEY: randomBytes(32).toString("base64") });

const calling = (url: string, config: object) =>
  segment([step("call", "http_action", { method: "GET", url, ...config })]);

/** Every row of every table, the queue's included, as one text. */
async function everythingStored({ server }: Contract): Promise<string> {
  const { storage } = server.deps;
  const tables = await storage.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const rows = await Promise.all(
    tables.map(({ name }) => storage.query(`select t::text as row from ${name} t`)),
  );
  return JSON.stringify(rows);
}

describeContract(
  "secrets",
  (contract) => {
    test("a step sends the secret that it names, and nothing else ever tells it, also when it is echoed", async () => {
      const c = contract();
      await c.mutate("secrets.put", { name: "API_TOKEN", value: VALUE });
      c.allowed.on("/echo", ({ headers, path }, response) => json(response, { headers, path }));
      c.allowed.on("/broken", ({ headers }, response) => json(response, { headers }, 400));
      const auth = { type: "basic", username: "me", password: "{{ secrets.API_TOKEN }}" };
      const runs = [
        await c.run(calling(`${c.allowed.url}/echo`, { auth })),
        await c.run(calling(`${c.allowed.url}/echo`, { query: { key: "{{ secrets.API_TOKEN }}" } })),
        await c.run(calling(`${c.allowed.url}/broken`, { auth })),
      ];
      expect(runs.map((run) => run.status)).toEqual(["completed", "completed", "failed"]);
      const [sent] = c.allowed.calls;
      const basic = `Basic ${Buffer.from(`me:${VALUE}`).toString("base64")}`;
      expect(sent?.headers.authorization).toBe(basic);

      const stored = await everythingStored(c);
      expect(stored).toContain("••••••");
      for (const form of [VALUE, encodeURIComponent(VALUE), basic]) expect(stored).not.toContain(form);
      const { secrets } = await c.query<{ secrets: object[] }>("secrets.list");
      expect(secrets).toEqual([
        expect.objectContaining({ name: "API_TOKEN", last_used_at: expect.any(String) }),
      ]);
      expect(JSON.stringify(secrets)).not.toContain(VALUE);
    });

    test("a field that does not declare secrets cannot name one", async () => {
      const c = contract();
      await c.mutate("secrets.put", { name: "API_TOKEN", value: VALUE });
      const named = segment([step("tell", "transform", { expression: "secrets.API_TOKEN" })]);
      const { error } = await c.call("mutation", "runs.start", { segment: named, input: {} });
      expect(error?.data.code).toBe("INVALID_SEGMENT");
      expect(error?.message).toContain("Secrets cannot be used in this field.");
    });

    test("a secret that is not there fails the step before anything is sent", async () => {
      const c = contract();
      const before = c.allowed.calls.length;
      const auth = { type: "bearer", token: "{{ secrets.NOT_THERE }}" };
      const run = await c.run(calling(`${c.allowed.url}/echo`, { auth }));
      expect(run.steps.call?.error).toMatchObject({
        error_code: "SECRET_MISSING",
        error_message: expect.stringContaining("There is no secret NOT_THERE."),
      });
      expect(c.allowed.calls).toHaveLength(before);
    });

    test("another organisation neither sees the secret nor can use it", async () => {
      const c = contract();
      await c.mutate("secrets.put", { name: "OURS", value: VALUE });
      const stranger = await signInAs(c.server, "owner", "another organisation");
      expect((await stranger.call("query", "secrets.list")).data).toMatchObject({ secrets: [] });
      const gone = await stranger.call("mutation", "secrets.delete", { name: "OURS" });
      expect(gone.error?.data.code).toBe("NOT_FOUND");
      await c.mutate("secrets.delete", { name: "OURS" });
    });

    test("a value that is too short, or a name that is none, is refused at its place", async () => {
      const c = contract();
      const short = await c.call("mutation", "secrets.put", { name: "A", value: "abc" });
      expect(short.error?.data).toMatchObject({ code: "BAD_REQUEST", path: "/value" });
      const named = await c.call("mutation", "secrets.put", { name: "__proto__", value: "abcdef" });
      expect(named.error?.data).toMatchObject({ code: "BAD_REQUEST", path: "/name" });
    });
  },
  WITH_KEY,
);

test("a server on PostgreSQL without a key keeps no secrets, and says what to set", async () => {
  const database = await makeTestDatabase("postgres");
  const server = await startTestServer(database);
  const { error } = await server.call("mutation", "secrets.put", { name: "A_KEY", value: "abcdef" });
  expect(error?.data.code).toBe("UNAVAILABLE");
  expect(error?.message).toContain("WORKTRAIL_SECRETS_KEY");
  expect((await server.call("query", "secrets.list")).data).toEqual({ secrets: [], can_store: false });
  await server.close();
  await database.drop();
});

test("the embedded server makes a key of its own, and its secrets open after a restart but not with another key", async () => {
  const database = await makeTestDatabase("pglite");
  const first = await startTestServer(database);
  await first.call("mutation", "secrets.put", { name: "A_KEY", value: "abcdef" });
  const organization_id = (await first.deps.storage.query<{ id: string }>("select id from organization"))[0]
    ?.id;
  await first.close();
  const again = await startTestServer(database);
  const { storage, secretsKey } = again.deps;
  expect(await createSecretsPort(storage, secretsKey).read(organization_id ?? "", ["A_KEY"])).toEqual({
    A_KEY: "abcdef",
  });
  await expect(
    createSecretsPort(storage, randomBytes(32)).read(organization_id ?? "", ["A_KEY"]),
  ).rejects.toThrow("does not open with this server's key");
  await again.close();
  await database.drop();
});
