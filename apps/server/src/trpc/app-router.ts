import { sessionRouter } from "../identity/router.ts";
import { router } from "./init.ts";

/** Every procedure there is. The web app imports its type, and nothing else from the server. */
export const appRouter = router({
  session: sessionRouter,
});

export type AppRouter = typeof appRouter;
