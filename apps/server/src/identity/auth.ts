// better-auth: e-mail and password, sessions in cookies, organisations with roles.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { APIError, createAuthEndpoint, sessionMiddleware } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { organization } from "better-auth/plugins/organization";
import { adminAc, defaultAc, memberAc, ownerAc } from "better-auth/plugins/organization/access";
import { z } from "zod";
import * as schema from "../db/schema/index.ts";
import type { Database } from "../db/storage.ts";
import { addFirstProject } from "./ensure-local-owner.ts";
import { findMembership } from "./memberships.ts";
import { redeemSignInToken } from "./sign-in-link.ts";

const DAY_S = 24 * 60 * 60;
const MIN_PASSWORD_LENGTH = 10;
const MAX_PASSWORD_LENGTH = 128;

/** The header in which the HTTP layer tells the real address of a client; one that a client sends is replaced. */
export const CLIENT_ADDRESS_HEADER = "x-worktrail-client";

const viewerAc = defaultAc.newRole({ organization: [], member: [], invitation: [], team: [], ac: [] });

export type Auth = ReturnType<typeof createAuth>;

export function createAuth(options: { db: Database; secret: string; baseUrl: string }) {
  const { db, secret, baseUrl } = options;
  return betterAuth({
    appName: "Worktrail",
    baseURL: baseUrl,
    basePath: "/api/auth",
    secret,
    // No transactions of its own: the hooks below would wait for one on the embedded database's only connection.
    database: drizzleAdapter(db, { provider: "pg", schema, transaction: false }),
    // People come in by the local owner's link or by invitation; there is no open registration.
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: MIN_PASSWORD_LENGTH },
    session: { expiresIn: 30 * DAY_S, updateAge: DAY_S },
    // Only the page itself may post here: the origin must be the host that the request was sent to.
    trustedOrigins: (request) => [baseUrl, ...ownOrigins(request)],
    rateLimit: { enabled: true, window: 60, max: 100 },
    advanced: { cookiePrefix: "worktrail", ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] } },
    telemetry: { enabled: false },
    logger: { disabled: true },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => {
            const membership = await findMembership(db, session.userId, null);
            return { data: { ...session, activeOrganizationId: membership?.organization_id ?? null } };
          },
        },
      },
    },
    plugins: [
      organization({
        roles: { owner: ownerAc, admin: adminAc, member: memberAc, viewer: viewerAc },
        organizationHooks: {
          afterCreateOrganization: async ({ organization: made }) => addFirstProject(db, made.id),
        },
      }),
      signInLink(db),
      firstPassword(),
    ],
  });
}

function ownOrigins(request: Request | undefined): string[] {
  const host = request?.headers.get("host");
  return host ? [`http://${host}`, `https://${host}`] : [];
}

/** Without a path the endpoint is reachable from the server's own code only. */
function signInLink(db: Database) {
  const redeemSignInLink = createAuthEndpoint(
    { method: "POST", body: z.object({ token: z.string() }) },
    async (ctx) => {
      const userId = await redeemSignInToken(db, ctx.body.token, new Date());
      const user = userId === null ? null : await ctx.context.internalAdapter.findUserById(userId);
      if (!user) throw new APIError("UNAUTHORIZED");
      const session = await ctx.context.internalAdapter.createSession(user.id);
      await setSessionCookie(ctx, { session, user });
      return { user_id: user.id };
    },
  );
  return { id: "sign-in-link", endpoints: { redeemSignInLink } } as const;
}

/** Who came in by a link has no password yet; better-auth lets only the server's own code set a first one. */
function firstPassword() {
  const setFirstPassword = createAuthEndpoint(
    "/first-password",
    {
      method: "POST",
      body: z.strictObject({ newPassword: z.string().min(MIN_PASSWORD_LENGTH).max(MAX_PASSWORD_LENGTH) }),
      use: [sessionMiddleware],
    },
    async (ctx) => {
      const { internalAdapter, password, session } = ctx.context;
      const userId = session.user.id;
      const accounts = await internalAdapter.findAccounts(userId);
      if (accounts.some((account) => account.providerId === "credential")) {
        throw new APIError("BAD_REQUEST", { message: "There is a password already. Change it instead." });
      }
      const hash = await password.hash(ctx.body.newPassword);
      await internalAdapter.linkAccount({
        userId,
        providerId: "credential",
        accountId: userId,
        password: hash,
      });
      return { status: true };
    },
  );
  return { id: "first-password", endpoints: { setFirstPassword } } as const;
}
