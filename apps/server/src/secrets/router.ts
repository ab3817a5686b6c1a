import { DeleteSecretInput, PutSecretInput } from "@worktrail/shared/api/secrets";
import { guarded } from "../trpc/guard.ts";
import { router } from "../trpc/init.ts";
import { deleteSecret, listSecrets, putSecret } from "./service.ts";

export const secretsRouter = router({
  list: guarded("read").query(({ ctx }) => listSecrets(ctx.deps, ctx.actor)),
  put: guarded("administer")
    .input(PutSecretInput)
    .mutation(({ ctx, input }) => putSecret(ctx.deps, ctx.actor, input)),
  delete: guarded("administer")
    .input(DeleteSecretInput)
    .mutation(({ ctx, input }) => deleteSecret(ctx.deps, ctx.actor, input)),
});
