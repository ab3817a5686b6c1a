import { AppError } from "@worktrail/shared/errors";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { type Actor, ROLES, type Role } from "../identity/actor.ts";
import { guarded } from "./guard.ts";
import { type Context, createCallerFactory, router } from "./init.ts";
import { PERMISSIONS, type Permission } from "./permissions.ts";

const made = Object.fromEntries(
  PERMISSIONS.map((permission) => [permission, guarded(permission).mutation(({ ctx }) => ctx.actor.role)]),
) as Record<Permission, ReturnType<typeof makeOne>>;
function makeOne() {
  return guarded("read").mutation(({ ctx }) => ctx.actor.role);
}
const caller = createCallerFactory(
  router({
    ...made,
    look: guarded("read")
      .input(z.undefined())
      .query(() => "seen"),
  }),
);

const context = (role: Role | null, rest: Partial<Context> & { via?: Actor["via"] } = {}): Context => ({
  deps: {} as Deps,
  requestId: "r",
  sameOrigin: true,
  authenticate: async () =>
    role && {
      user_id: "u",
      user_name: "U",
      organization_id: "o",
      project_id: "p",
      role,
      via: rest.via ?? "session",
    },
  ...rest,
});

const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof Error && error.cause instanceof AppError ? error.cause.code : error;
};

describe("guarded", () => {
  test.each<[Role, Permission[]]>([
    ["viewer", ["read"]],
    ["member", ["read", "edit", "run", "respond"]],
    ["admin", ["read", "edit", "run", "respond", "administer"]],
    ["owner", ["read", "edit", "run", "respond", "administer"]],
  ])("%s may do %j and nothing else", async (role, allowed) => {
    const api = caller(context(role));
    for (const permission of PERMISSIONS) {
      if (allowed.includes(permission)) expect(await api[permission]()).toBe(role);
      else expect(await refusal(api[permission]())).toBe("FORBIDDEN");
    }
  });

  test("nobody is told to sign in, before anything else is looked at", async () => {
    const api = caller(context(null, { sameOrigin: false }));
    for (const permission of PERMISSIONS) expect(await refusal(api[permission]())).toBe("UNAUTHORIZED");
  });

  test("a change by cookie from another site is refused; a look, or a change by token, is not", async () => {
    for (const role of ROLES) {
      expect(await refusal(caller(context(role, { sameOrigin: false })).read())).toBe("FORBIDDEN");
      expect(await caller(context(role, { sameOrigin: false })).look()).toBe("seen");
      expect(await caller(context(role, { sameOrigin: false, via: "token" })).read()).toBe(role);
    }
  });
});
