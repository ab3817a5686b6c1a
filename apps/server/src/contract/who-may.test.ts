// Every procedure against nobody, against every role, against another organisation, and against fields it never asked for.
import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { segment, step, transform } from "../engine/testing/segments.ts";
import type { Role } from "../identity/actor.ts";
import { signInAs, type TestMember } from "../testing/describe-server.ts";
import { appRouter } from "../trpc/app-router.ts";
import { describeContract } from "./testing/describe-contract.ts";

type Things = {
  segment_id: string;
  run_id: string;
  ended_run_id: string;
  task_id: string;
  schedule_id: string;
  /** The hash of a large value of the run. */
  value: string;
};
type Row = {
  kind: "query" | "mutation";
  /** What the weakest allowed role is. */
  role: Role;
  /** An input that is right as it stands. */
  input: (things: Things) => object | undefined;
  /** Whether it names something that belongs to somebody. */
  names?: true;
};

const flow = (segment_id: string) => segment([transform("one", "data")], [], { segment_id });

/** The reviewed list: a procedure that is not here fails the first test. */
const PROCEDURES: Record<string, Row> = {
  "session.get": { kind: "query", role: "viewer", input: () => undefined },
  "catalog.list": { kind: "query", role: "viewer", input: () => undefined },
  "segments.validate": { kind: "query", role: "viewer", input: () => ({ segment: flow("any") }) },
  "segments.save": { kind: "mutation", role: "member", input: () => ({ segment: flow("fresh") }) },
  "segments.get": { kind: "query", role: "viewer", input: ({ segment_id }) => ({ segment_id }), names: true },
  "segments.list": { kind: "query", role: "viewer", input: () => ({}) },
  "segments.versions": {
    kind: "query",
    role: "viewer",
    input: ({ segment_id }) => ({ segment_id }),
    names: true,
  },
  "segments.delete": {
    kind: "mutation",
    role: "member",
    input: ({ segment_id }) => ({ segment_id }),
    names: true,
  },
  "segments.publish": {
    kind: "mutation",
    role: "member",
    input: ({ segment_id }) => ({ segment_id }),
    names: true,
  },
  "segments.unpublish": {
    kind: "mutation",
    role: "member",
    input: ({ segment_id }) => ({ segment_id }),
    names: true,
  },
  "segments.name_version": {
    kind: "mutation",
    role: "member",
    input: ({ segment_id }) => ({ segment_id, revision: 1, name: "First" }),
    names: true,
  },
  "segments.restore": {
    kind: "mutation",
    role: "member",
    input: ({ segment_id }) => ({ segment_id, revision: 1, base_revision: 1 }),
    names: true,
  },
  "secrets.list": { kind: "query", role: "viewer", input: () => undefined },
  "secrets.put": { kind: "mutation", role: "admin", input: () => ({ name: "KEY", value: "abcdef" }) },
  "secrets.delete": { kind: "mutation", role: "admin", input: () => ({ name: "KEY" }) },
  "retention.get": { kind: "query", role: "viewer", input: () => undefined },
  "retention.set": { kind: "mutation", role: "admin", input: () => ({ days: 30 }) },
  "schedules.list": { kind: "query", role: "viewer", input: ({ segment_id }) => ({ segment_id }) },
  "schedules.upcoming": { kind: "query", role: "viewer", input: () => undefined },
  "schedules.history": {
    kind: "query",
    role: "viewer",
    input: ({ schedule_id }) => ({ schedule_id }),
    names: true,
  },
  "schedules.preview": {
    kind: "query",
    role: "viewer",
    input: () => ({ cron: "0 9 * * *", time_zone: "UTC" }),
  },
  "schedules.save": {
    kind: "mutation",
    role: "member",
    input: ({ segment_id }) => ({ segment_id, name: "Daily", cron: "0 9 * * *", time_zone: "UTC" }),
    names: true,
  },
  "schedules.run_now": {
    kind: "mutation",
    role: "member",
    input: ({ schedule_id }) => ({ schedule_id }),
    names: true,
  },
  "schedules.delete": {
    kind: "mutation",
    role: "member",
    input: ({ schedule_id }) => ({ schedule_id }),
    names: true,
  },
  "runs.start": {
    kind: "mutation",
    role: "member",
    input: ({ segment_id }) => ({ segment_id, input: {} }),
    names: true,
  },
  "runs.rerun": {
    kind: "mutation",
    role: "member",
    input: ({ ended_run_id }) => ({ run_id: ended_run_id }),
    names: true,
  },
  "runs.start_from": {
    kind: "mutation",
    role: "member",
    input: ({ ended_run_id }) => ({ run_id: ended_run_id, step_id: "bad" }),
    names: true,
  },
  "runs.get": { kind: "query", role: "viewer", input: ({ run_id }) => ({ run_id }), names: true },
  "runs.events": { kind: "query", role: "viewer", input: ({ run_id }) => ({ run_id }), names: true },
  "runs.value": {
    kind: "query",
    role: "viewer",
    input: ({ run_id, value }) => ({ run_id, hash: value }),
    names: true,
  },
  "runs.logs": { kind: "query", role: "viewer", input: ({ run_id }) => ({ run_id }), names: true },
  "runs.list": { kind: "query", role: "viewer", input: () => ({}) },
  "runs.counts": { kind: "query", role: "viewer", input: () => ({}) },
  "runs.people": { kind: "query", role: "viewer", input: () => undefined },
  "runs.cancel_many": {
    kind: "mutation",
    role: "member",
    input: ({ run_id }) => ({ run_ids: [run_id] }),
  },
  "runs.retry_many": {
    kind: "mutation",
    role: "member",
    input: ({ ended_run_id }) => ({ run_ids: [ended_run_id] }),
  },
  "runs.cancel": { kind: "mutation", role: "member", input: ({ run_id }) => ({ run_id }), names: true },
  "runs.pause": { kind: "mutation", role: "member", input: ({ run_id }) => ({ run_id }), names: true },
  "runs.resume": { kind: "mutation", role: "member", input: ({ run_id }) => ({ run_id }), names: true },
  "runs.retry": {
    kind: "mutation",
    role: "member",
    input: ({ ended_run_id }) => ({ run_id: ended_run_id }),
    names: true,
  },
  "tasks.list": { kind: "query", role: "viewer", input: () => ({}) },
  "tasks.get": { kind: "query", role: "viewer", input: ({ task_id }) => ({ task_id }), names: true },
  "tasks.respond": {
    kind: "mutation",
    role: "member",
    input: ({ task_id }) => ({ task_id, action: "approved" }),
    names: true,
  },
  "tasks.claim": { kind: "mutation", role: "member", input: ({ task_id }) => ({ task_id }), names: true },
  "tasks.release": { kind: "mutation", role: "member", input: ({ task_id }) => ({ task_id }), names: true },
};
const rows = Object.entries(PROCEDURES);
const headerSets = (...sets: Record<string, string>[]) => sets;

test("every procedure there is stands in the reviewed list", () => {
  expect(Object.keys(appRouter._def.procedures).toSorted()).toEqual(Object.keys(PROCEDURES).toSorted());
});

describeContract("who may do what", (contract) => {
  let things: Things;
  let viewer: TestMember;
  let member: TestMember;
  let stranger: TestMember;

  beforeAll(async () => {
    const c = contract();
    const approval = step("ask", "human_task", { task_type: "approval", title: "Secret plan 7319" });
    await c.mutate("segments.save", { segment: flow("ours_only") });
    const run_id = await c.start(segment([approval], [], { segment_id: "ours_only" }), {
      hidden: "plan 7319",
      large: "x".repeat(300_000),
    });
    await c.until(run_id, ({ status }) => status === "waiting");
    const { tasks } = await c.query<{ tasks: { task_id: string }[] }>("tasks.list", { run_id });
    const { schedule_id } = await c.mutate<{ schedule_id: string }>("schedules.save", {
      segment_id: "ours_only",
      name: "Plan 7319",
      cron: "0 9 * * *",
      time_zone: "UTC",
    });
    const [begun] = await c.events(run_id);
    const failed = await c.run(segment([transform("bad", "data.missing")]));
    things = {
      segment_id: "ours_only",
      run_id,
      ended_run_id: failed.run_id,
      task_id: tasks[0]?.task_id ?? "",
      schedule_id,
      value: begun?.stored?.[0]?.hash ?? "",
    };
    [viewer, member, stranger] = await Promise.all([
      signInAs(c.server, "viewer"),
      signInAs(c.server, "member"),
      signInAs(c.server, "owner", "another organisation"),
    ]);
  });

  test.each(rows)(
    "%s tells nobody anything without a session or with a wrong token",
    async (name, { kind, input }) => {
      for (const headers of headerSets(
        {},
        { authorization: "Bearer wrong-token-0123" },
        { authorization: "Basic dGVzdA==" },
        { cookie: "better-auth.session_token=forged.forged" },
      )) {
        const { status, error, data } = await contract().call(kind, name, input(things), headers);
        expect([status, error?.data.code, data]).toEqual([401, "UNAUTHORIZED", undefined]);
      }
      const { status } = await contract().call(kind, name, { nonsense: true }, {});
      expect(status).toBe(401);
    },
  );

  test.each(rows)("%s knows its role", async (name, { kind, role, input }) => {
    const { status, error } = await viewer.call(kind, name, input(things));
    if (role === "viewer") expect(status).toBe(200);
    else expect([status, error?.data.code]).toEqual([403, "FORBIDDEN"]);
  });

  test.each(rows.filter(([, { kind }]) => kind === "mutation"))(
    "%s by cookie is refused unless it comes from the own page",
    async (name, { input }) => {
      const c = contract();
      for (const headers of headerSets(
        {},
        { origin: "https://evil.example" },
        { origin: "null" },
        { referer: `${c.server.url}/` },
      )) {
        const { error } = await c.call("mutation", name, input(things), {
          cookie: member.cookie,
          ...headers,
        });
        expect(error?.data).toMatchObject({ code: "FORBIDDEN", httpStatus: 403 });
      }
      const read = await c.server.fetch(
        `/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input(things)))}`,
        { headers: { cookie: member.cookie } },
      );
      expect(read.status).toBeGreaterThanOrEqual(400);
    },
  );

  test.each(rows.filter(([, { names }]) => names))(
    "%s does not find what belongs to another organisation",
    async (name, { kind, input }) => {
      const theirs = await stranger.call(kind, name, input(things));
      expect([theirs.status, theirs.error?.data.code]).toEqual([404, "NOT_FOUND"]);
      const words = Object.fromEntries(
        Object.keys(things).map((key) => [key, key === "segment_id" ? "never_was" : randomUUID()]),
      );
      const never = await stranger.call(kind, name, input(words as Things));
      const plain = (text: string | undefined, used: Things) =>
        Object.values(used).reduce((message, id) => message.replaceAll(id, "ID"), text ?? "");
      expect(plain(theirs.error?.message, things)).toBe(plain(never.error?.message, words as Things));
    },
  );

  test("lists of another organisation hold nothing of this one", async () => {
    for (const [name, input] of [
      ["segments.list", {}],
      ["schedules.list", {}],
      ["schedules.list", { segment_id: "ours_only" }],
      ["runs.list", {}],
      ["runs.list", { segment_id: "ours_only" }],
      ["runs.list", { run_ids: [things.run_id] }],
      ["runs.list", { text: "7319" }],
      ["runs.counts", { segment_id: "ours_only" }],
      ["runs.people", undefined],
      ["tasks.list", {}],
      ["tasks.list", { run_id: things.run_id }],
      ["tasks.list", { scope: "available" }],
      ["tasks.list", { scope: "history" }],
    ] as const) {
      const { data } = await stranger.call("query", name, input);
      expect(JSON.stringify(data)).not.toMatch(/ours_only|7319/);
      expect(JSON.stringify(data)).not.toContain(things.run_id);
    }
  });

  test("the same start key in another organisation is another run", async () => {
    const idempotency_key = randomUUID();
    const start = { segment: flow("same_key"), input: { from: "here" }, idempotency_key };
    const ours = await contract().mutate<{ run_id: string }>("runs.start", start);
    const theirs = await stranger.call("mutation", "runs.start", { ...start, input: { from: "there" } });
    expect((theirs.data as { run_id: string }).run_id).not.toBe(ours.run_id);
  });

  test.each(rows)("%s refuses fields that it does not know", async (name, { kind, input }) => {
    if (input(things) === undefined) return;
    for (const extra of [
      { organization_id: stranger.organization_id },
      { tenant_id: "x" },
      { role: "owner" },
      { started_by: "x" },
      { created_at: "2020-01-01" },
    ]) {
      const { status, error } = await contract().call(kind, name, { ...input(things), ...extra });
      expect([Object.keys(extra), status, error?.data.code]).toEqual([
        Object.keys(extra),
        400,
        "BAD_REQUEST",
      ]);
    }
  });

  test("headers that name an organisation change nothing", async () => {
    const { data } = await contract().call("query", "session.get", undefined, {
      authorization: "Bearer test-token-0123456789",
      "x-organization-id": stranger.organization_id,
      "x-tenant-id": stranger.organization_id,
    });
    expect((data as { organization_id: string }).organization_id).toBe(viewer.organization_id);
  });
});
