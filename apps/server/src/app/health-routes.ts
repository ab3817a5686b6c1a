import type { FastifyInstance } from "fastify";
import type { Deps } from "../deps.ts";
import { refuse } from "./refusal.ts";

/** `/healthz`: the process answers. `/readyz`: its database answers too. `/metrics`: for Prometheus. */
export async function healthRoutes(
  app: FastifyInstance,
  { deps }: { deps: Pick<Deps, "storage" | "metrics"> },
) {
  let closing = false;
  app.addHook("preClose", async () => {
    closing = true;
  });
  app.get("/healthz", async () => ({ status: "ok" }));
  app.get("/readyz", async (request, reply) => {
    if (closing) return refuse(reply, "UNAVAILABLE", "The server is shutting down.");
    try {
      await withDeadline(deps.storage.query("select 1"), 3_000);
      return { status: "ready", database: deps.storage.kind };
    } catch (error) {
      request.log.warn({ err: error }, "not ready");
      return refuse(reply, "UNAVAILABLE", "The database does not answer.");
    }
  });
  app.get("/metrics", async (_request, reply) => {
    reply.type(deps.metrics.contentType);
    return deps.metrics.metrics();
  });
}

async function withDeadline<T>(work: Promise<T>, ms: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`No answer within ${ms} ms.`)), ms);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
