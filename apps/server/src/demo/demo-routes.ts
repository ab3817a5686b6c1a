// A small service to call from examples and while drawing: no sign-in, no data of anybody, the same answers always.
import { setTimeout as delay } from "node:timers/promises";
import type { FastifyInstance, FastifyReply } from "fastify";
import { demoCompany } from "./demo-companies.ts";
import { demoOrders } from "./demo-orders.ts";
import { demoPage, demoPages } from "./demo-pages.ts";
import { demoPrices } from "./demo-prices.ts";
import { createFlakyCounter } from "./flaky-counter.ts";

const MAX_SLOW_MS = 30_000;
const SHOWN_HEADERS = ["accept", "content-type", "idempotency-key", "user-agent", "x-request-id"];

export async function demoRoutes(app: FastifyInstance): Promise<void> {
  const countFailure = createFlakyCounter();

  app.get("/demo/orders", async () => demoOrders());
  app.get("/demo/prices", async () => demoPrices());
  app.get("/demo/pages", async () => demoPages());
  app.get<{ Params: { page_id: string } }>("/demo/pages/:page_id", async ({ params }, reply) =>
    foundOr404(reply, demoPage(params.page_id)),
  );
  app.get<{ Params: { domain: string } }>("/demo/companies/:domain", async ({ params }, reply) =>
    foundOr404(reply, demoCompany(params.domain)),
  );

  app.route({
    method: ["GET", "POST", "PUT", "PATCH", "DELETE"],
    url: "/demo/echo",
    handler: async ({ method, headers, query, body }) => ({
      method,
      query,
      headers: Object.fromEntries(
        SHOWN_HEADERS.flatMap((name) => (headers[name] ? [[name, headers[name]]] : [])),
      ),
      body: body ?? null,
    }),
  });

  app.get<{ Params: { code: string } }>("/demo/status/:code", async ({ params }, reply) => {
    const asked = Number(params.code);
    const code = Number.isInteger(asked) && asked >= 200 && asked <= 599 ? asked : 400;
    return reply.code(code).send(code === 204 || code === 304 ? undefined : { status: code });
  });

  app.get<{ Querystring: { ms?: string } }>("/demo/slow", async ({ query }) => {
    const ms = Math.min(Math.max(Number(query.ms) || 1_000, 0), MAX_SLOW_MS);
    await delay(ms, undefined, { ref: false });
    return { waited_ms: ms };
  });

  app.get<{ Querystring: { key?: string; fail?: string } }>(
    "/demo/flaky",
    async ({ query, headers }, reply) => {
      const key = query.key ?? headers["idempotency-key"]?.toString() ?? "";
      const fail = Math.min(Math.max(Number(query.fail ?? 1) || 0, 0), 100);
      const attempt = countFailure(key);
      if (attempt <= fail) return reply.code(503).header("retry-after", "0").send({ attempt, ok: false });
      return { attempt, ok: true };
    },
  );
}

function foundOr404(reply: FastifyReply, found: object | null) {
  return found ?? reply.code(404).send({ error: "There is nothing under this name." });
}
