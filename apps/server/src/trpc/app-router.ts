import { catalogRouter } from "../catalog/router.ts";
import { sessionRouter } from "../identity/router.ts";
import { retentionRouter } from "../retention/router.ts";
import { runsRouter } from "../runs/router.ts";
import { schedulesRouter } from "../schedules/router.ts";
import { secretsRouter } from "../secrets/router.ts";
import { segmentsRouter } from "../segments/router.ts";
import { tasksRouter } from "../tasks/router.ts";
import { router } from "./init.ts";

/** Every procedure there is. The web app imports its type, and nothing else from the server. */
export const appRouter = router({
  session: sessionRouter,
  catalog: catalogRouter,
  segments: segmentsRouter,
  runs: runsRouter,
  tasks: tasksRouter,
  secrets: secretsRouter,
  schedules: schedulesRouter,
  retention: retentionRouter,
});

export type AppRouter = typeof appRouter;
