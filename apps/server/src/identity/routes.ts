import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { refuse } from "../app/refusal.ts";
import { isSameOrigin } from "../app/same-origin.ts";
import { CLIENT_ADDRESS_HEADER } from "./auth.ts";
import type { Identity } from "./identity.ts";
import { toWebHeaders } from "./web-headers.ts";

/** `/api/auth/*`, which better-auth answers, and the one-time link that `serve` prints. */
export async function identityRoutes(
  app: FastifyInstance,
  { identity, baseUrl }: { identity: Identity; baseUrl: string },
) {
  app.route({
    method: ["GET", "POST"],
    url: "/api/auth/*",
    handler: async (request, reply) => {
      const fromBrowser = request.headers.cookie !== undefined || request.headers.origin !== undefined;
      if (request.method === "POST" && fromBrowser && !isSameOrigin(request, baseUrl)) {
        return refuse(reply, "FORBIDDEN", "This request did not come from this server's own page.");
      }
      const headers = toWebHeaders(request.headers);
      headers.set(CLIENT_ADDRESS_HEADER, request.ip);
      const init: RequestInit = { method: request.method, headers };
      if (request.method === "POST") {
        init.body = JSON.stringify(request.body ?? {});
        headers.set("content-type", "application/json");
        headers.delete("content-length");
      }
      const answer = await identity.auth.handler(new Request(new URL(request.url, baseUrl), init));
      if (answer.status === 404) return refuse(reply, "NOT_FOUND", "There is nothing at this address.");
      return forward(answer, reply);
    },
  });

  app.route<{ Params: { token: string } }>({
    method: "GET",
    url: "/sign-in/:token",
    // A HEAD or a prefetch must not use the link up.
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      reply.header("cache-control", "no-store").header("referrer-policy", "no-referrer");
      if (isPrefetch(request)) return reply.code(204).send();
      const redeemed = await redeem(identity, request);
      if (redeemed === null) return reply.redirect("/sign-in?error=link");
      for (const cookie of redeemed.getSetCookie()) reply.header("set-cookie", cookie);
      return reply.redirect("/segments");
    },
  });
}

async function redeem(identity: Identity, request: FastifyRequest<{ Params: { token: string } }>) {
  try {
    const headers = toWebHeaders(request.headers);
    const body = { token: request.params.token };
    const answer = await identity.auth.api.redeemSignInLink({ body, headers, returnHeaders: true });
    return answer.headers;
  } catch (error) {
    request.log.debug({ err: error }, "sign-in link refused");
    return null;
  }
}

const isPrefetch = (request: FastifyRequest) =>
  /prefetch|prerender/.test(`${request.headers["sec-purpose"] ?? ""} ${request.headers.purpose ?? ""}`);

async function forward(response: Response, reply: FastifyReply) {
  reply.code(response.status);
  for (const [name, value] of response.headers) {
    if (name !== "set-cookie") reply.header(name, value);
  }
  for (const cookie of response.headers.getSetCookie()) reply.header("set-cookie", cookie);
  return reply.send(Buffer.from(await response.arrayBuffer()));
}
