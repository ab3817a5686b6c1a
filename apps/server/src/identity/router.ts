import { guarded } from "../trpc/guard.ts";
import { router } from "../trpc/init.ts";
import { permissionsOf } from "../trpc/permissions.ts";

export const sessionRouter = router({
  /** Who is signed in, and what they may do. */
  get: guarded("read").query(({ ctx: { actor } }) => ({ ...actor, permissions: permissionsOf(actor.role) })),
});
