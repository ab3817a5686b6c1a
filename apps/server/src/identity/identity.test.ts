import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { eq } from "../db/drizzle-orm.ts";
import { member, organization, sign_in_links, user } from "../db/schema/index.ts";
import { describeOnEachDatabase } from "../testing/database.ts";
import { addFirstProject, ensureLocalOwner } from "./ensure-local-owner.ts";
import { createIdentity, type Identity } from "./identity.ts";
import { makeSignInToken, redeemSignInToken } from "./sign-in-link.ts";

const TOKEN = "0123456789abcdef";
const DAY_MS = 24 * 60 * 60 * 1000;

const cookiesOf = (headers: Headers) =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");

describeOnEachDatabase("identity", (storage) => {
  let identity: Identity;
  const make = (token: string | undefined = TOKEN) =>
    createIdentity({
      storage: storage(),
      env: { token, authSecret: undefined },
      baseUrl: "http://localhost:4700",
    });
  beforeAll(async () => {
    identity = await make();
  });

  const signIn = async (): Promise<string> => {
    const token = (await identity.makeSignInPath()).split("/").at(-1) ?? "";
    const { headers } = await identity.auth.api.redeemSignInLink({
      body: { token },
      headers: new Headers(),
      returnHeaders: true,
    });
    return cookiesOf(headers);
  };
  const actor = (headers: Record<string, string>) => identity.resolveActor(new Headers(headers));

  test("servers that start for the first time together make one owner", async () => {
    const owners = await Promise.all([1, 2, 3].map(() => ensureLocalOwner(storage().db)));
    expect(new Set(owners.map(({ user_id }) => user_id)).size).toBe(1);
    expect(await storage().query("select count(*)::int as n from organization")).toEqual([{ n: 1 }]);
    expect(await storage().query("select count(*)::int as n from projects")).toEqual([{ n: 1 }]);
  });

  test("the API token acts as the first owner, and any other token as nobody", async () => {
    expect(await actor({ authorization: `Bearer ${TOKEN}` })).toMatchObject({
      user_name: "Local owner",
      role: "owner",
      via: "token",
    });
    expect(await actor({ authorization: `Bearer ${TOKEN}x` })).toBeNull();
    expect(await actor({ authorization: "Bearer" })).toBeNull();
    expect(await actor({ authorization: `Basic ${TOKEN}` })).toBeNull();
    expect(await actor({})).toBeNull();
  });

  test("a wrong token is nobody even beside a good session", async () => {
    const cookie = await signIn();
    expect(await actor({ cookie, authorization: "Bearer wrong-wrong-wrong" })).toBeNull();
  });

  test("without a token in the environment no token is good", async () => {
    const strict = await createIdentity({
      storage: storage(),
      env: { token: undefined, authSecret: undefined },
      baseUrl: "http://localhost:4700",
    });
    expect(await strict.resolveActor(new Headers({ authorization: "Bearer undefined" }))).toBeNull();
  });

  test("the link signs the owner in, and the session outlives a restart of the server", async () => {
    const cookie = await signIn();
    expect(await actor({ cookie })).toMatchObject({ user_name: "Local owner", via: "session" });
    const restarted = await make();
    expect(await restarted.resolveActor(new Headers({ cookie }))).toMatchObject({ user_name: "Local owner" });
  });

  test("a cookie that was changed is nobody's", async () => {
    const cookie = await signIn();
    const changed = cookie.replace(/=(.)/, (_, first) => (first === "x" ? "=y" : "=x"));
    expect(await actor({ cookie: changed })).toBeNull();
    expect(await actor({ cookie: "worktrail.session_token=guess.guess" })).toBeNull();
  });

  test("a link works once, however many use it at the same time", async () => {
    const { user_id } = await ensureLocalOwner(storage().db);
    const now = new Date();
    const token = await makeSignInToken(storage().db, user_id, now);
    const results = await Promise.all(
      Array.from({ length: 5 }, () => redeemSignInToken(storage().db, token, now)),
    );
    expect(results.filter((result) => result !== null)).toEqual([user_id]);
    expect(await redeemSignInToken(storage().db, "wrong", now)).toBeNull();
  });

  test("a link ends after 24 hours, and its token is nowhere in the database", async () => {
    const { user_id } = await ensureLocalOwner(storage().db);
    const now = new Date();
    const token = await makeSignInToken(storage().db, user_id, now);
    expect(JSON.stringify(await storage().db.select().from(sign_in_links))).not.toContain(token);
    expect(await redeemSignInToken(storage().db, token, new Date(now.getTime() + DAY_MS))).toBeNull();
    expect(await redeemSignInToken(storage().db, token, new Date(now.getTime() + DAY_MS - 1))).toBe(user_id);
  });

  test("nobody can register, and a password that does not exist opens nothing", async () => {
    const { api } = identity.auth;
    const body = { email: "new@example.com", password: "a-long-password", name: "New" };
    await expect(api.signUpEmail({ body })).rejects.toThrow(/disabled|not enabled/i);
    await expect(
      api.signInEmail({ body: { email: "owner@worktrail.local", password: "a-long-password" } }),
    ).rejects.toThrow();
  });

  test("the owner can set a password, and sign in with it from then on", async () => {
    const { api } = identity.auth;
    const headers = new Headers({ cookie: await signIn() });
    await api.setFirstPassword({ body: { newPassword: "a-long-password" }, headers });
    const credentials = { email: "owner@worktrail.local", password: "a-long-password" };
    const signedIn = await api.signInEmail({
      body: credentials,
      headers: new Headers(),
      returnHeaders: true,
    });
    const cookie = cookiesOf(signedIn.headers);
    expect(await actor({ cookie })).toMatchObject({ user_name: "Local owner", role: "owner" });
    await expect(
      api.signInEmail({ body: { ...credentials, password: "another-password" } }),
    ).rejects.toThrow();
  });

  test("a first password is set once, by the person signed in, and is long enough", async () => {
    const { api } = identity.auth;
    const headers = new Headers({ cookie: await signIn() });
    const body = { newPassword: "another-password" };
    await expect(api.setFirstPassword({ body, headers })).rejects.toThrow(/already/);
    await expect(api.setFirstPassword({ body, headers: new Headers() })).rejects.toThrow();
    await expect(api.setFirstPassword({ body: { newPassword: "short" }, headers })).rejects.toThrow();
  });

  test("a new organisation has a project, and becomes the one that the session acts in", async () => {
    const cookie = await signIn();
    const before = await actor({ cookie });
    const made = await identity.auth.api.createOrganization({
      body: { name: "Second", slug: "second" },
      headers: new Headers({ cookie }),
    });
    const after = await actor({ cookie });
    expect(after).toMatchObject({ organization_id: made?.id, role: "owner" });
    expect(after?.project_id).not.toBe(before?.project_id);
  });

  test("a member acts with their own role, in their own organisation only", async () => {
    const { db } = storage();
    const [userId, organizationId] = [randomUUID(), randomUUID()];
    await db.insert(user).values({ id: userId, name: "Vera", email: "vera@example.com" });
    await db.insert(organization).values({ id: organizationId, name: "Other", slug: "other" });
    await addFirstProject(db, organizationId);
    await db.insert(member).values({ id: randomUUID(), organizationId, userId, role: "viewer" });
    const token = await makeSignInToken(db, userId, new Date());
    const { headers } = await identity.auth.api.redeemSignInLink({
      body: { token },
      headers: new Headers(),
      returnHeaders: true,
    });
    const cookie = cookiesOf(headers);
    expect(await actor({ cookie })).toMatchObject({
      user_id: userId,
      organization_id: organizationId,
      role: "viewer",
    });
    await db.delete(member).where(eq(member.userId, userId));
    expect(await actor({ cookie })).toBeNull();
  });
});
