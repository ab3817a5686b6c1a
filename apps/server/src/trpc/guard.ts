import { AppError } from "@worktrail/shared/errors";
import { middleware, openProcedure } from "./init.ts";
import { type Permission, permissionsOf } from "./permissions.ts";

/** Starts a procedure that only an actor with all of these permissions may call; `ctx.actor` is that actor. */
export const guarded = (...permissions: [Permission, ...Permission[]]) =>
  openProcedure.use(guard(permissions));

const guard = (permissions: readonly Permission[]) =>
  middleware(async ({ ctx, type, next }) => {
    const actor = await ctx.authenticate();
    if (!actor) throw new AppError("UNAUTHORIZED", "Sign in first, or send a valid API token.");
    // A browser adds its cookie to requests that another site makes; only the Origin tells them apart.
    if (type === "mutation" && actor.via === "session" && !ctx.sameOrigin) {
      throw new AppError("FORBIDDEN", "This request did not come from this server's own page.");
    }
    const granted = permissionsOf(actor.role);
    if (!permissions.every((permission) => granted.includes(permission))) {
      throw new AppError(
        "FORBIDDEN",
        `Your role (${actor.role}) does not allow this; ask an owner of the organisation.`,
      );
    }
    return next({ ctx: { actor } });
  });
