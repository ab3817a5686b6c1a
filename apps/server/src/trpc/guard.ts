import { AppError } from "@worktrail/shared/errors";
import { middleware, openProcedure } from "./init.ts";
import { type Permission, permissionsOf } from "./permissions.ts";

/** Starts a procedure that only an actor with this permission may call; `ctx.actor` is that actor. */
export const guarded = (permission: Permission) => openProcedure.use(guard(permission));

const guard = (permission: Permission) =>
  middleware(async ({ ctx, type, next }) => {
    const actor = await ctx.authenticate();
    if (!actor) throw new AppError("UNAUTHORIZED", "Sign in first, or send a valid API token.");
    // A browser adds its cookie to requests that another site makes; only the Origin tells them apart.
    if (type === "mutation" && actor.via === "session" && !ctx.sameOrigin) {
      throw new AppError("FORBIDDEN", "This request did not come from this server's own page.");
    }
    if (!permissionsOf(actor.role).includes(permission)) {
      throw new AppError(
        "FORBIDDEN",
        `Your role (${actor.role}) does not allow this; ask an owner of the organisation.`,
      );
    }
    return next({ ctx: { actor } });
  });
