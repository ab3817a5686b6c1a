import { SetRetentionInput } from "@worktrail/shared/api/retention";
import { guarded } from "../trpc/guard.ts";
import { router } from "../trpc/init.ts";
import { getRetention, setRetention } from "./service.ts";

export const retentionRouter = router({
  get: guarded("read").query(({ ctx }) => getRetention(ctx.deps, ctx.actor)),
  set: guarded("administer")
    .input(SetRetentionInput)
    .mutation(({ ctx, input }) => setRetention(ctx.deps, ctx.actor, input)),
});
