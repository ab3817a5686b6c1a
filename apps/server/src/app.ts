import { randomUUID } from "node:crypto";
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import { healthRoutes } from "./app/health-routes.ts";
import { measureRequests } from "./app/http-metrics.ts";
import { acceptJson } from "./app/json-body.ts";
import { handleError } from "./app/refusal.ts";
import { trpcRoutes } from "./app/trpc-routes.ts";
import { serveWebApp } from "./app/web-app.ts";
import { demoRoutes } from "./demo/demo-routes.ts";
import type { Deps } from "./deps.ts";
import { identityRoutes } from "./identity/routes.ts";
import { exportRoutes } from "./runs-export/export-routes.ts";

/** The largest request body, in bytes. */
export const BODY_LIMIT = 4 * 1024 * 1024;

/** Every HTTP route on one Fastify instance, not listening yet. */
export function buildApp(deps: Deps): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = deps.log;
  const app = Fastify({
    loggerInstance,
    // Addresses may hold a sign-in token: no request line is logged.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 5_000 },
    forceCloseConnections: "idle",
  });
  app.setErrorHandler(handleError);
  acceptJson(app, "value");
  measureRequests(app, deps.metrics);
  serveWebApp(app);
  app.register(healthRoutes, { deps });
  app.register(identityRoutes, { identity: deps.identity, baseUrl: deps.baseUrl });
  app.register(demoRoutes);
  app.register(trpcRoutes, { deps });
  app.register(exportRoutes, { deps });
  return app;
}
