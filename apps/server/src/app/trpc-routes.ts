import type { TRPCError } from "@trpc/server";
import { type FastifyHandlerOptions, fastifyRequestHandler } from "@trpc/server/adapters/fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Deps } from "../deps.ts";
import type { Actor } from "../identity/actor.ts";
import { toWebHeaders } from "../identity/web-headers.ts";
import { type AppRouter, appRouter } from "../trpc/app-router.ts";
import { retryAfterSeconds } from "../trpc/client-error.ts";
import type { Context } from "../trpc/init.ts";
import { acceptJson } from "./json-body.ts";
import { isSameOrigin } from "./same-origin.ts";

type Handler = FastifyHandlerOptions<AppRouter, FastifyRequest, FastifyReply>;

/** `/trpc/*`: plain JSON, batches allowed. */
export async function trpcRoutes(app: FastifyInstance, { deps }: { deps: Deps }) {
  // tRPC parses the text itself.
  acceptJson(app, "text");
  app.route<{ Params: { path: string } }>({
    method: ["GET", "POST"],
    url: "/trpc/:path",
    handler: async (request, reply) => {
      const createContext: Handler["createContext"] = async () => contextOf(request, deps);
      await fastifyRequestHandler({
        router: appRouter,
        req: request,
        res: reply,
        path: request.params.path,
        createContext,
        responseMeta: ({ errors }) => retryAfter(errors),
        // A segment is too long for an address: scripts may post queries as well.
        allowMethodOverride: true,
      });
    },
  });
}

/** How long to stay away, for clients that only look at headers. */
function retryAfter(errors: readonly TRPCError[]): { headers?: Record<string, string> } {
  const seconds = errors.map(({ cause }) => retryAfterSeconds(cause)).filter((one) => one !== null);
  return seconds.length > 0 ? { headers: { "retry-after": String(Math.max(...seconds)) } } : {};
}

function contextOf(request: FastifyRequest, deps: Deps): Context {
  let actor: Promise<Actor | null> | undefined;
  return {
    deps,
    requestId: request.id,
    sameOrigin: isSameOrigin(request, deps.env.publicUrl),
    authenticate: () => {
      actor ??= deps.identity.resolveActor(toWebHeaders(request.headers));
      return actor;
    },
  };
}
